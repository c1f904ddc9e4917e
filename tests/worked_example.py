"""From an empty account to a message that is known to have arrived, with the generated client.

A campaign is created, a number subscribed, an MMS stored and sent, and the reports that come back
are matched with what was sent. `test_worked_example.py` runs it against the mock server.
"""

from __future__ import annotations

import asyncio
from queue import Queue

from skycore import AsyncSkycore, SentMessages, Skycore, Slide
from skycore.postbacks import MmsDelivered, MmsEncoded, MmsNotDelivered, Postback

SLIDES = [
    Slide(image="https://shop.example/coat.jpg", text="Half price until Friday", duration=5),
    Slide(text="Our address", vcard="https://shop.example/shop.vcf"),
]
SUBSCRIBER = "ACCT-123232"
MOBILE = "16502426055"

Fate = MmsDelivered | MmsNotDelivered
"""How the way of one MMS ends."""


def send_offer(skycore: Skycore, postbacks: Queue[Postback]) -> dict[str, Fate]:
    """Send an offer to a new subscriber, and wait until the fate of each message is known.

    Args:
        skycore: The client.
        postbacks: Where the receiver puts all that the service reports.

    Returns:
        The fate of each message, by its tracking id.
    """
    campaign = skycore.create_mms_campaign(campaign_name="Winter Sale", brand_name="Gap")
    skycore.subscribe(campaign_id=campaign.campaign_id, mobile=MOBILE, subscriber_ref=SUBSCRIBER)
    saved = skycore.save_mms(subject="Winter Sale", name="winter sale", slides=SLIDES)
    # Until it is encoded, the service refuses to send it.
    while not is_encoded(postbacks.get(timeout=30), saved.mms_id):
        pass
    sent = skycore.send_message_by_subscriber_ref(
        mms_id=saved.mms_id,
        subscriber_ref=SUBSCRIBER,
        campaign_ref=str(campaign.campaign_id),
    )
    fates: dict[str, Fate] = {}
    while fates.keys() != tracking_ids(sent):
        note_fate(postbacks.get(timeout=30), sent, fates)
    return fates


async def send_offer_asynchronously(
    skycore: AsyncSkycore, postbacks: asyncio.Queue[Postback]
) -> dict[str, Fate]:
    """`send_offer`, awaited."""
    campaign = await skycore.create_mms_campaign(campaign_name="Winter Sale", brand_name="Gap")
    await skycore.subscribe(
        campaign_id=campaign.campaign_id, mobile=MOBILE, subscriber_ref=SUBSCRIBER
    )
    saved = await skycore.save_mms(subject="Winter Sale", name="winter sale", slides=SLIDES)
    async with asyncio.timeout(30):
        while not is_encoded(await postbacks.get(), saved.mms_id):
            pass
    sent = await skycore.send_message_by_subscriber_ref(
        mms_id=saved.mms_id,
        subscriber_ref=SUBSCRIBER,
        campaign_ref=str(campaign.campaign_id),
    )
    fates: dict[str, Fate] = {}
    async with asyncio.timeout(30):
        while fates.keys() != tracking_ids(sent):
            note_fate(await postbacks.get(), sent, fates)
    return fates


def is_encoded(postback: Postback, mms_id: int) -> bool:
    """Whether a postback says that a stored MMS can be sent now."""
    return isinstance(postback, MmsEncoded) and postback.mms_id == mms_id


def tracking_ids(sent: SentMessages) -> set[str]:
    """The tracking ids of the messages that the service accepted."""
    return {delivery.tracking_id for delivery in sent.succeeded if delivery.tracking_id}


def note_fate(postback: Postback, sent: SentMessages, fates: dict[str, Fate]) -> None:
    """Keep what a postback says of one of these messages, if it is the last word on it."""
    if isinstance(postback, Fate) and postback.tracking_id in tracking_ids(sent):
        fates[postback.tracking_id] = postback
