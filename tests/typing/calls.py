"""What a user's type checker says: it refuses the lines marked `# error`, and no others."""

from skycore import AsyncSkycore, Delivery, SentMessages, Skycore, SkycoreError

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

Skycore("key", transport="soap")  # error
text.subscriber_ref = "B"  # error
number: int = deliveries[0].tracking_id  # error


async def asynchronously() -> SentMessages:
    async with AsyncSkycore("key") as skycore:
        await skycore.send_message_by_subscriber_ref(  # error
            subscriber_ref="A", campaign_ref="B", text="Hello", mms_id=35674
        )
        sent: SentMessages = await skycore.send_message_by_subscriber_ref(
            subscriber_ref="A", campaign_ref="B", text="Hello"
        )
        return sent
