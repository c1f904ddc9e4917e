"""How peers, and code written by hand, write the same request."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlencode
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from lxml import etree
from pydantic_xml import BaseXmlModel, element
from xsdata.formats.dataclass.serializers import XmlSerializer

DISTRIBUTIONS = ("lxml", "pydantic-xml", "xsdata")

ACTION = "sendMessageBySubscriberRef"
KEY = "a1b2c3d4e5f6a7b8"


def guarded(text):
    """A text in XML; nothing is replaced that is not there."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def floor(request):
    """The floor: by hand, for this action alone, without a look at what XML cannot write."""
    parts = [f"<REQUEST><ACTION>{ACTION}</ACTION><API_KEY>{guarded(KEY)}</API_KEY>"]
    if request.mms_id is not None:
        parts.append(f"<MMSID>{request.mms_id}</MMSID>")
    if request.text is not None:
        parts.append(f"<TEXT>{guarded(request.text)}</TEXT>")
    parts.append(
        f"<SUBSCRIBERREF>{guarded(request.subscriber_ref)}</SUBSCRIBERREF>"
        f"<CAMPAIGNREF>{guarded(request.campaign_ref)}</CAMPAIGNREF></REQUEST>"
    )
    return "".join(parts).encode()


def with_saxutils(request):
    """An f-string, and escape of the standard library."""
    return (
        f"<REQUEST><ACTION>{ACTION}</ACTION><API_KEY>{escape(KEY)}</API_KEY>"
        f"<TEXT>{escape(request.text)}</TEXT>"
        f"<SUBSCRIBERREF>{escape(request.subscriber_ref)}</SUBSCRIBERREF>"
        f"<CAMPAIGNREF>{escape(request.campaign_ref)}</CAMPAIGNREF></REQUEST>"
    ).encode()


def fields(request):
    """The fields by their names in XML, in their order."""
    return {
        "ACTION": ACTION,
        "API_KEY": KEY,
        "TEXT": request.text,
        "SUBSCRIBERREF": request.subscriber_ref,
        "CAMPAIGNREF": request.campaign_ref,
    }


def with_lxml(request):
    """A tree of lxml."""
    root = etree.Element("REQUEST")
    for name, text in fields(request).items():
        etree.SubElement(root, name).text = text
    return etree.tostring(root, encoding="utf-8")


def with_element_tree(request):
    """A tree of the standard library."""
    root = ElementTree.Element("REQUEST")
    for name, text in fields(request).items():
        ElementTree.SubElement(root, name).text = text
    return ElementTree.tostring(root, encoding="utf-8")


class _Model(BaseXmlModel, tag="REQUEST"):
    action: str = element(tag="ACTION")
    api_key: str = element(tag="API_KEY")
    text: str = element(tag="TEXT")
    subscriber_ref: str = element(tag="SUBSCRIBERREF")
    campaign_ref: str = element(tag="CAMPAIGNREF")


def with_pydantic_xml(request):
    """A model of pydantic-xml."""
    return _Model(
        action=ACTION,
        api_key=KEY,
        text=request.text,
        subscriber_ref=request.subscriber_ref,
        campaign_ref=request.campaign_ref,
    ).to_xml()


def _element(name):
    return field(metadata={"name": name, "type": "Element"})


@dataclass
class _Dataclass:
    class Meta:
        name = "REQUEST"

    action: str = _element("ACTION")
    api_key: str = _element("API_KEY")
    text: str = _element("TEXT")
    subscriber_ref: str = _element("SUBSCRIBERREF")
    campaign_ref: str = _element("CAMPAIGNREF")


_SERIALIZER = XmlSerializer()


def with_xsdata(request):
    """A dataclass of xsdata."""
    made = _Dataclass(ACTION, KEY, request.text, request.subscriber_ref, request.campaign_ref)
    return _SERIALIZER.render(made).encode()


def _pairs(request):
    return {
        "action": ACTION.lower(),
        "api_key": KEY,
        "text": request.text,
        "subscriberref": request.subscriber_ref,
        "campaignref": request.campaign_ref,
    }


def with_urlencode(request):
    """A query string of the standard library."""
    return urlencode(_pairs(request))


def _quoted(text):
    return text if text.isalnum() and text.isascii() else quote_plus(text)


def with_guarded_quoting(request):
    """A query string by hand; what has letters and digits alone is not quoted."""
    return (
        f"action={ACTION.lower()}&api_key={_quoted(KEY)}&text={_quoted(request.text)}"
        f"&subscriberref={_quoted(request.subscriber_ref)}"
        f"&campaignref={_quoted(request.campaign_ref)}"
    )


XML = {
    "f-string, saxutils.escape": with_saxutils,
    "lxml": with_lxml,
    "ElementTree": with_element_tree,
    "pydantic-xml": with_pydantic_xml,
    "xsdata": with_xsdata,
}
QUERY = {"f-string, guarded quoting": with_guarded_quoting, "urlencode": with_urlencode}
