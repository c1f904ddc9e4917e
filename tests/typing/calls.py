"""What a user's type checker says: it refuses the lines marked `# error`, and no others."""

from skycore import (
    AsyncSkycore,
    Delivery,
    PassChanges,
    PassField,
    SentMessages,
    Skycore,
    SkycoreError,
    Slide,
)
from skycore.actions.get_mms_ids import GetMmsIds
from skycore.actions.send_message_by_subscriber_ref import SendMessageBySubscriberRef
from skycore.postbacks import Postback, PostbackReceiver, SmsDelivered, SmsSent

client = Skycore("key")

text: SentMessages = client.send_message_by_subscriber_ref(
    subscriber_ref="A", campaign_ref="B", text="Hello"
)
mms: SentMessages = client.send_message_by_subscriber_ref(
    subscriber_ref="A", campaign_ref="B", mms_id=35674
)
deliveries: tuple[Delivery, ...] = text.subscribers
problem: SkycoreError | None = deliveries[0].error

send = client.send_message_by_subscriber_ref
send(subscriber_ref="A", campaign_ref="B", text="Hello", mms_id=35674)  # error
send(subscriber_ref="A", campaign_ref="B")  # error
send(subscriber_ref="A", text="Hello")  # error
send(subscriber_ref="A", campaign_ref="B", mms_id="35674")  # error
send(subscriber_ref="A", campaign_ref="B", text=None)  # error
send("A", "B", text="Hello")  # error
send(subscriber_ref="A", campaign_ref="B", text="Hello", unknown=1)  # error

request = SendMessageBySubscriberRef(subscriber_ref="A", campaign_ref="B", text="Hello")
delivery: Delivery = next(client.each(request))
wrong: SentMessages = next(client.each(request))  # error
client.each(GetMmsIds())  # error

Skycore("key", transport="soap")  # error
text.subscriber_ref = "B"  # error
number: int = deliveries[0].tracking_id  # error

client.save_mms(subject="A", name="B", slides=[Slide(text="Hello")])
client.save_mms(subject="A", name="B", slides=[Slide(txt="Hello")])  # error
client.update_pass(pass_data_id="1", pass_data=PassChanges(back={4: PassField(value="New")}))
client.update_pass(pass_data_id="1", pass_data=PassChanges(back={"4": PassField()}))  # error

receiver = PostbackReceiver()


@receiver.on(SmsDelivered)
def delivered(postback: SmsDelivered) -> None:
    print(postback.tracking_id)


@receiver.on(Postback)  # error
def sent(postback: SmsSent) -> None:
    print(postback.tracking_id)


async def asynchronously() -> SentMessages:
    async with AsyncSkycore("key") as skycore:
        await skycore.send_message_by_subscriber_ref(  # error
            subscriber_ref="A", campaign_ref="B", text="Hello", mms_id=35674
        )
        sent: SentMessages = await skycore.send_message_by_subscriber_ref(
            subscriber_ref="A", campaign_ref="B", text="Hello"
        )
        return sent
