"""How peers read the same answers, to their own kinds of objects, as their documents tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

import msgspec
import xmltodict
from botocore.model import ServiceModel
from botocore.parsers import QueryParser, RestXMLParser
from lxml import etree
from pydantic_xml import BaseXmlModel, element
from xsdata.formats.dataclass.parsers import XmlParser
from zeep import xsd

DISTRIBUTIONS = ("botocore", "xmltodict", "msgspec", "zeep", "xsdata", "pydantic-xml", "lxml")

_TEXTS = ("STATUS", "TRACKINGID", "TO", "FROM", "STATUSDETAILS")


def bare_expat(body: bytes) -> None:
    """The floor: a parser that tells nobody what it finds."""
    expat.ParserCreate().Parse(body, True)


def _shape() -> object:
    text = {"shape": "Text"}
    model = {
        "metadata": {"protocol": "query"},
        "operations": {"Send": {"name": "Send", "output": {"shape": "Answer"}}},
        "shapes": {
            "Text": {"type": "string"},
            "Answer": {
                "type": "structure",
                "members": {"SUBSCRIBERREF": text, "SUBSCRIBER": {"shape": "Deliveries"}},
            },
            "Deliveries": {"type": "list", "flattened": True, "member": {"shape": "Delivery"}},
            "Delivery": {"type": "structure", "members": dict.fromkeys(_TEXTS, text)},
        },
    }
    return ServiceModel(model).operation_model("Send").output_shape


_SHAPE = _shape()


def _botocore(parser: object, body: bytes) -> object:
    found = parser.parse({"body": body, "headers": {}, "status_code": 200}, _SHAPE)
    return found["SUBSCRIBER"]


def botocore_query(body: bytes) -> object:
    """Dictionaries, by botocore's parser of the query protocol."""
    return _botocore(QueryParser(), body)


def botocore_rest_xml(body: bytes) -> object:
    """Dictionaries, by botocore's parser of the REST protocol with XML."""
    return _botocore(RestXMLParser(), body)


class _Delivery(msgspec.Struct, rename="upper"):
    status: str
    trackingid: str | None = None
    to: str | None = None
    FROM: str | None = None
    statusdetails: str | None = None


class _Response(msgspec.Struct, rename="upper"):
    subscriber: list[_Delivery]
    subscriberref: str | None = None


def xmltodict_msgspec(body: bytes) -> object:
    """Structs of msgspec, out of the dictionaries of xmltodict."""
    found = xmltodict.parse(body, force_list=("SUBSCRIBER",))
    return msgspec.convert(found["RESPONSE"], _Response).subscriber


@dataclass
class _Subscriber:
    status: str | None = field(default=None, metadata={"name": "STATUS", "type": "Element"})
    tracking: str | None = field(default=None, metadata={"name": "TRACKINGID", "type": "Element"})
    to: str | None = field(default=None, metadata={"name": "TO", "type": "Element"})
    sender: str | None = field(default=None, metadata={"name": "FROM", "type": "Element"})
    details: str | None = field(default=None, metadata={"name": "STATUSDETAILS", "type": "Element"})


@dataclass
class _Document:
    class Meta:
        name = "RESPONSE"

    reference: str | None = field(
        default=None, metadata={"name": "SUBSCRIBERREF", "type": "Element"}
    )
    subscribers: list[_Subscriber] = field(
        default_factory=list, metadata={"name": "SUBSCRIBER", "type": "Element"}
    )


_XSDATA = XmlParser()


def xsdata(body: bytes) -> object:
    """Data classes, by xsdata with lxml."""
    return _XSDATA.from_bytes(body, _Document).subscribers


class _Item(BaseXmlModel, tag="SUBSCRIBER"):
    status: str = element(tag="STATUS")
    tracking: str | None = element(tag="TRACKINGID", default=None)
    to: str | None = element(tag="TO", default=None)
    sender: str | None = element(tag="FROM", default=None)
    details: str | None = element(tag="STATUSDETAILS", default=None)


class _Items(BaseXmlModel, tag="RESPONSE"):
    reference: str | None = element(tag="SUBSCRIBERREF", default=None)
    items: list[_Item] = element(tag="SUBSCRIBER")


def pydantic_xml(body: bytes) -> object:
    """Models, by pydantic-xml with lxml."""
    return _Items.from_xml(body).items


_ZEEP = xsd.Element(
    "RESPONSE",
    xsd.ComplexType(
        xsd.Sequence(
            [
                xsd.Element("SUBSCRIBERREF", xsd.String(), min_occurs=0),
                xsd.Element(
                    "SUBSCRIBER",
                    xsd.ComplexType(
                        xsd.Sequence(
                            [xsd.Element(name, xsd.String(), min_occurs=0) for name in _TEXTS]
                        )
                    ),
                    max_occurs="unbounded",
                ),
            ]
        )
    ),
)


def zeep(body: bytes) -> object:
    """Compound values, by zeep with lxml."""
    return _ZEEP.parse(etree.fromstring(body), None).SUBSCRIBER


SUBJECTS = {
    "bare expat, no handlers": bare_expat,
    "botocore, query": botocore_query,
    "botocore, rest-xml": botocore_rest_xml,
    "xmltodict + msgspec": xmltodict_msgspec,
    "zeep": zeep,
    "xsdata": xsdata,
    "pydantic-xml": pydantic_xml,
}
