"""What can go wrong in a call to the Skycore messaging API.

    SkycoreError
    ├── TransportError
    ├── ProtocolError
    ├── UnknownCodeError
    ├── ItemsFailedError
    ├── InvalidRequestError
    │   ├── MalformedRequestError (E100)
    │   ├── ActionRequiredError (E101)
    │   ├── UnreadableXmlError (E108)
    │   ├── ShortcodeInvalidError (E111)
    │   ├── MessageRefusedError (E201)
    │   ├── PageNumberInvalidError (E212)
    │   ├── ItemsPerPageInvalidError (E213)
    │   ├── StartDateInvalidError (E214)
    │   ├── MmsIdRequiredError (E620)
    │   ├── RecipientRequiredError (E621)
    │   ├── FallbackTextRequiredError (E622)
    │   ├── TooManyRecipientsError (E623)
    │   ├── TargetCampaignRequiredError (E624)
    │   ├── ServiceIdMissingOrInvalidError (E627)
    │   ├── OperatorIdRequiredError (E650)
    │   ├── OperatorNotFoundError (E651)
    │   ├── TextRequiredError (E712)
    │   ├── TextOrMmsRequiredError (E716)
    │   ├── TextAndMmsGivenError (E717)
    │   ├── CampaignRefRequiredError (E718)
    │   ├── SubscriberRefRequiredError (E719)
    │   └── CampaignNotFoundError (E721)
    ├── AccessError
    │   ├── AuthenticationRequiredError (E102)
    │   ├── AuthenticationIncompleteError (E103)
    │   ├── AuthenticationFailedError (E104)
    │   ├── ApiNotAllowedError (E105)
    │   ├── ActionNotAllowedError (E107)
    │   ├── ApiNotActivatedError (E109)
    │   └── AddressNotAllowedError (E112)
    ├── ThrottlingError
    │   ├── CalledTooSoonError (E106)
    │   ├── ThroughputExceededError (E113)
    │   └── RequestLimitReachedError (E120)
    ├── BillingError
    │   └── BillingProblemError (E713)
    ├── ServiceError
    │   └── InternalServiceError (E503)
    ├── NothingFoundError
    │   ├── NoMmsTemplatesError (E200)
    │   ├── NoEmailTemplatesError (E400)
    │   ├── NoEmailCampaignsError (E404)
    │   ├── NoMmsCampaignsError (E405)
    │   └── NoPassTemplatesError (E800)
    ├── UserError
    │   ├── UserNameRequiredError (E150)
    │   ├── UserNameTakenError (E151)
    │   ├── PasswordRequiredError (E152)
    │   ├── UserNotCreatedError (E153)
    │   └── UserCreationFailedError (E154)
    ├── CampaignError
    │   ├── CampaignNameRequiredError (E170)
    │   ├── BrandNameRequiredError (E171)
    │   ├── CampaignNotCreatedError (E172)
    │   ├── MailingAddressRequiredError (E173)
    │   ├── CampaignMissingOrInvalidError (E714)
    │   └── RecipientNotSubscribedError (E715)
    ├── RecipientError
    │   ├── RecipientNumberInvalidError (E110)
    │   ├── NumberBlacklistedError (E114)
    │   ├── OperatorNotSupportedError (E628)
    │   └── NoActiveSubscribersError (E720)
    ├── SubscriptionError
    │   ├── MobileRequiredError (E901)
    │   ├── CampaignIdRequiredError (E902)
    │   ├── MessagingCampaignNotFoundError (E903)
    │   ├── NumberSubscriptionFailedError (E904)
    │   ├── NumberUnsubscriptionFailedError (E905)
    │   ├── EmailRequiredError (E911)
    │   ├── EmailCampaignNotFoundError (E912)
    │   ├── EmailSubscriptionFailedError (E913)
    │   ├── EmailUnsubscriptionFailedError (E914)
    │   ├── EmailOptedOutError (E915)
    │   ├── EmailBouncedError (E916)
    │   ├── EmailSpamComplaintError (E917)
    │   └── EmailOptedOutByAccountError (E918)
    ├── ContentError
    │   ├── ContentNotFoundError (E241)
    │   ├── MmsIdInvalidError (E625)
    │   ├── ContentStillEncodingError (E626)
    │   └── ContentTypeUnknownError (E629)
    ├── SlideError
    │   ├── SeveralObjectsInSlideError (E223)
    │   ├── ObjectAndMediaInSlideError (E224)
    │   ├── TooManySlidesError (E225)
    │   ├── AudioAndVideoInSlideError (E226)
    │   ├── VideoAndImageInSlideError (E227)
    │   ├── TextTooLongError (E228)
    │   ├── ContentNotAllowedError (E229)
    │   ├── SlideDurationInvalidError (E230)
    │   ├── MmsNameMissingError (E301)
    │   ├── SlidesMissingError (E302)
    │   ├── SlideContentMissingError (E303)
    │   ├── SubjectMissingError (E304)
    │   ├── MmsNameRequiredError (E311)
    │   ├── SlidesRequiredError (E312)
    │   ├── SlideEmptyError (E313)
    │   ├── SubjectRequiredError (E314)
    │   ├── SlideImageTooBigError (E331)
    │   ├── SlideAudioTooBigError (E332)
    │   ├── SlideVideoTooBigError (E333)
    │   ├── SlideTextTooLongError (E334)
    │   ├── SlideVcardTooBigError (E335)
    │   ├── SlideIcalTooBigError (E336)
    │   ├── SlidePdfTooBigError (E337)
    │   ├── SlidePassbookTooBigError (E338)
    │   ├── SlideImageCorruptedError (E341)
    │   ├── SlideVideoCodecsMissingError (E343)
    │   ├── SlideImageNotCopiedError (E351)
    │   ├── SlideAudioNotCopiedError (E352)
    │   ├── SlideVideoNotCopiedError (E353)
    │   ├── SlideVcardNotCopiedError (E355)
    │   ├── SlideIcalNotCopiedError (E356)
    │   ├── SlidePdfNotCopiedError (E357)
    │   └── SlidePassbookNotCopiedError (E358)
    ├── BarcodeError
    │   ├── BarcodeDatabaseRequiredError (E630)
    │   ├── BarcodeIdRequiredError (E631)
    │   ├── BarcodeDatabaseNotFoundError (E632)
    │   └── NoBarcodeInMmsError (E633)
    ├── InboxError
    │   ├── InboxMessageIdRequiredError (E640)
    │   ├── InboxMessageNotFoundError (E641)
    │   ├── InboxMessageEmptyError (E642)
    │   └── InboxContentNotRemovedError (E643)
    ├── EmailError
    │   ├── EmailMissingOrInvalidError (E401)
    │   ├── EmailTemplateNotFoundError (E402)
    │   ├── DatasetEntryMissingError (E403)
    │   └── EmailInvalidError (E406)
    ├── StatisticsError
    │   ├── StatisticsDatesRequiredError (E506)
    │   ├── StatisticsDateMalformedError (E507)
    │   ├── StatisticsDateInvalidError (E508)
    │   ├── StatisticsPeriodTooLongError (E509)
    │   └── StatisticsAskedTooSoonError (E510)
    ├── PassError
    │   ├── PassTemplateLookupFailedError (E174)
    │   ├── PassTemplateIdRequiredError (E801)
    │   ├── PassTemplateNotFoundError (E802)
    │   ├── BarcodeValueRequiredError (E803)
    │   ├── PassEmailInvalidError (E804)
    │   ├── PassPhoneInvalidError (E805)
    │   ├── PassDataNotCreatedError (E806)
    │   ├── PassDataIdRequiredError (E807)
    │   ├── PassDataNotFoundError (E808)
    │   ├── PassNotUpdatedError (E809)
    │   ├── PassNotDeletedError (E821)
    │   ├── NoPassInMmsError (E822)
    │   ├── NoPassInEmailError (E823)
    │   ├── PassDataRequiredError (E824)
    │   ├── PassTemplateReferenceRequiredError (E827)
    │   ├── SeveralPassTemplateReferencesError (E828)
    │   ├── CustomIdInvalidError (E829)
    │   ├── PassNotGeneratedError (E830)
    │   ├── PassDownloadLimitReachedError (E831)
    │   └── PassOwnerRequiredError (E833)
    ├── PassFieldNotDynamicError
    │   ├── HeaderLabel1NotDynamicError (E840)
    │   ├── HeaderValue1NotDynamicError (E841)
    │   ├── PrimaryLabel1NotDynamicError (E842)
    │   ├── PrimaryValue1NotDynamicError (E843)
    │   ├── PrimaryLabel2NotDynamicError (E844)
    │   ├── PrimaryValue2NotDynamicError (E845)
    │   ├── SecondaryLabel1NotDynamicError (E846)
    │   ├── SecondaryValue1NotDynamicError (E847)
    │   ├── SecondaryLabel2NotDynamicError (E848)
    │   ├── SecondaryValue2NotDynamicError (E849)
    │   ├── SecondaryLabel3NotDynamicError (E850)
    │   ├── SecondaryValue3NotDynamicError (E851)
    │   ├── SecondaryLabel4NotDynamicError (E852)
    │   ├── SecondaryValue4NotDynamicError (E853)
    │   ├── AuxiliaryLabel1NotDynamicError (E854)
    │   ├── AuxiliaryValue1NotDynamicError (E855)
    │   ├── AuxiliaryLabel2NotDynamicError (E856)
    │   ├── AuxiliaryValue2NotDynamicError (E857)
    │   ├── AuxiliaryLabel3NotDynamicError (E858)
    │   ├── AuxiliaryValue3NotDynamicError (E859)
    │   ├── AuxiliaryLabel4NotDynamicError (E860)
    │   ├── AuxiliaryValue4NotDynamicError (E861)
    │   ├── BackLabel1NotDynamicError (E862)
    │   ├── BackValue1NotDynamicError (E863)
    │   ├── BackLabel2NotDynamicError (E864)
    │   ├── BackValue2NotDynamicError (E865)
    │   ├── BackLabel3NotDynamicError (E866)
    │   ├── BackValue3NotDynamicError (E867)
    │   ├── BackLabel4NotDynamicError (E868)
    │   ├── BackValue4NotDynamicError (E869)
    │   ├── Location1NotDynamicError (E870)
    │   ├── Location2NotDynamicError (E871)
    │   ├── Location3NotDynamicError (E872)
    │   ├── Location4NotDynamicError (E873)
    │   ├── Location5NotDynamicError (E874)
    │   ├── Location6NotDynamicError (E875)
    │   ├── Location7NotDynamicError (E876)
    │   ├── Location8NotDynamicError (E877)
    │   ├── Location9NotDynamicError (E878)
    │   ├── Location10NotDynamicError (E879)
    │   ├── Beacon1NotDynamicError (E950)
    │   ├── Beacon2NotDynamicError (E951)
    │   ├── Beacon3NotDynamicError (E952)
    │   ├── Beacon4NotDynamicError (E953)
    │   ├── Beacon5NotDynamicError (E954)
    │   ├── Beacon6NotDynamicError (E955)
    │   ├── Beacon7NotDynamicError (E956)
    │   ├── Beacon8NotDynamicError (E957)
    │   ├── Beacon9NotDynamicError (E958)
    │   └── Beacon10NotDynamicError (E959)
    ├── InvalidPassFieldError
    │   ├── Latitude1InvalidError (E880)
    │   ├── Latitude2InvalidError (E881)
    │   ├── Latitude3InvalidError (E882)
    │   ├── Latitude4InvalidError (E883)
    │   ├── Latitude5InvalidError (E884)
    │   ├── Latitude6InvalidError (E885)
    │   ├── Latitude7InvalidError (E886)
    │   ├── Latitude8InvalidError (E887)
    │   ├── Latitude9InvalidError (E888)
    │   ├── Latitude10InvalidError (E889)
    │   ├── Longitude1InvalidError (E890)
    │   ├── Longitude2InvalidError (E891)
    │   ├── Longitude3InvalidError (E892)
    │   ├── Longitude4InvalidError (E893)
    │   ├── Longitude5InvalidError (E894)
    │   ├── Longitude6InvalidError (E895)
    │   ├── Longitude7InvalidError (E896)
    │   ├── Longitude8InvalidError (E897)
    │   ├── Longitude9InvalidError (E898)
    │   ├── Longitude10InvalidError (E899)
    │   ├── BeaconUuid1InvalidError (E960)
    │   ├── BeaconUuid2InvalidError (E961)
    │   ├── BeaconUuid3InvalidError (E962)
    │   ├── BeaconUuid4InvalidError (E963)
    │   ├── BeaconUuid5InvalidError (E964)
    │   ├── BeaconUuid6InvalidError (E965)
    │   ├── BeaconUuid7InvalidError (E966)
    │   ├── BeaconUuid8InvalidError (E967)
    │   ├── BeaconUuid9InvalidError (E968)
    │   ├── BeaconUuid10InvalidError (E969)
    │   ├── BeaconMajor1InvalidError (E970)
    │   ├── BeaconMajor2InvalidError (E971)
    │   ├── BeaconMajor3InvalidError (E972)
    │   ├── BeaconMajor4InvalidError (E973)
    │   ├── BeaconMajor5InvalidError (E974)
    │   ├── BeaconMajor6InvalidError (E975)
    │   ├── BeaconMajor7InvalidError (E976)
    │   ├── BeaconMajor8InvalidError (E977)
    │   ├── BeaconMajor9InvalidError (E978)
    │   ├── BeaconMajor10InvalidError (E979)
    │   ├── BeaconMinor1InvalidError (E980)
    │   ├── BeaconMinor2InvalidError (E981)
    │   ├── BeaconMinor3InvalidError (E982)
    │   ├── BeaconMinor4InvalidError (E983)
    │   ├── BeaconMinor5InvalidError (E984)
    │   ├── BeaconMinor6InvalidError (E985)
    │   ├── BeaconMinor7InvalidError (E986)
    │   ├── BeaconMinor8InvalidError (E987)
    │   ├── BeaconMinor9InvalidError (E988)
    │   └── BeaconMinor10InvalidError (E989)
    └── MissingPassFieldError
        ├── BeaconUuid1RequiredError (E990)
        ├── BeaconUuid2RequiredError (E991)
        ├── BeaconUuid3RequiredError (E992)
        ├── BeaconUuid4RequiredError (E993)
        ├── BeaconUuid5RequiredError (E994)
        ├── BeaconUuid6RequiredError (E995)
        ├── BeaconUuid7RequiredError (E996)
        ├── BeaconUuid8RequiredError (E997)
        ├── BeaconUuid9RequiredError (E998)
        └── BeaconUuid10RequiredError (E999)

Generated by ActionSpec from the spec's error table; edit that instead.
"""

from __future__ import annotations

from ._runtime.errors import CallError, Outcome, UnknownCodeError
from ._runtime.secrets import mask

SkycoreError = CallError
"""Everything that goes wrong in a call is one of these."""


class InvalidRequestError(SkycoreError):
    """The request breaks a rule; sending it again unchanged brings the same answer."""


class AccessError(SkycoreError):
    """The account, its key or its address may not do this."""


class ThrottlingError(SkycoreError):
    """The account calls more often than it may."""


class BillingError(SkycoreError):
    """The account cannot pay for this."""


class ServiceError(SkycoreError):
    """Something broke inside the service."""


class NothingFoundError(SkycoreError):
    """The account has none of what was to be listed."""


class UserError(SkycoreError):
    """Creating a user failed."""


class CampaignError(SkycoreError):
    """A campaign cannot be created, or this message cannot go through it."""


class RecipientError(SkycoreError):
    """There is nobody whom the message could reach."""


class SubscriptionError(SkycoreError):
    """The number or the address was not subscribed or unsubscribed, or does not want to be written
    to."""


class ContentError(SkycoreError):
    """The MMS that was named cannot be sent."""


class SlideError(SkycoreError):
    """The MMS cannot be put together from the slides and names that were given."""


class BarcodeError(SkycoreError):
    """The MMS cannot be sent with a barcode."""


class InboxError(SkycoreError):
    """The content of a received MMS cannot be removed."""


class EmailError(SkycoreError):
    """The email template or the address cannot be used."""


class StatisticsError(SkycoreError):
    """The report on past traffic cannot be made as it was asked for."""


class PassError(SkycoreError):
    """The pass, its template or its stored data cannot be used as the request wants."""


class PassFieldNotDynamicError(SkycoreError):
    """The request fills a field that the pass template does not leave open."""


class InvalidPassFieldError(SkycoreError):
    """The value of a numbered field of the pass makes no sense."""


class MissingPassFieldError(SkycoreError):
    """A numbered field of the pass lacks a part that it cannot do without."""


class MalformedRequestError(InvalidRequestError):
    """E100: A variable that every request needs is missing, or the action does not exist.

    Compare the request with the action's page.
    """

    code = "E100"
    template = (
        "Invalid request. Make a valid request via GET/POST/XML with all the required variables."
    )


class ActionRequiredError(InvalidRequestError):
    """E101: The request does not say which action to run, or cannot be read.

    Check that the request holds `action`, in the form that its transport needs.
    """

    code = "E101"
    template = "'action' required"


class AuthenticationRequiredError(AccessError):
    """E102: The request says nothing, or too little, about who sends it.

    Check that the key is sent with the request.
    """

    code = "E102"
    template = "Authentication required."


class AuthenticationIncompleteError(AccessError):
    """E103: The request says too little about who sends it.

    Check that the key is sent with the request, whole and unchanged.
    """

    code = "E103"
    template = "Authentication incomplete."


class AuthenticationFailedError(AccessError):
    """E104: The key is missing, misspelt or has been replaced by a new one.

    Copy the key from the account's page "API Settings".
    """

    code = "E104"
    template = "User Authentication Failed."


class ApiNotAllowedError(AccessError):
    """E105: The account's plan does not include the API.

    Ask the account manager for API rights.
    """

    code = "E105"
    template = "This account has no API rights."


class CalledTooSoonError(ThrottlingError):
    """E106: Less time than the account's minimum interval lies between this call and the one
    before.

    Wait the seconds that the message names, then send the request again.
    """

    code = "E106"
    template = "You can call API every {seconds} seconds."
    transient = True
    waits = "seconds"

    @property
    def seconds(self) -> int | None:
        """How many seconds must lie between two calls."""
        return self._number("seconds")


class ActionNotAllowedError(AccessError):
    """E107: The account may use the API, but not this action.

    Ask the account manager for the right to this action.
    """

    code = "E107"
    template = "This account has no rights to use this action."


class UnreadableXmlError(InvalidRequestError):
    """E108: The body of the request is not well-formed XML.

    Escape & and < in every value.
    """

    code = "E108"
    template = "XML Parse error: {reason}."

    @property
    def reason(self) -> str | None:
        """What the service's XML parser complained of."""
        return self._placeholder("reason")


class ApiNotActivatedError(AccessError):
    """E109: The API is switched off for this account.

    Ask the account manager to activate it.
    """

    code = "E109"
    template = "API not activated."


class RecipientNumberInvalidError(RecipientError):
    """E110: `to` is no phone number that the service can send to.

    Write country code and number in digits only, without a plus sign or leading zeros.
    """

    code = "E110"
    template = "Invalid receiver number."


class ShortcodeInvalidError(InvalidRequestError):
    """E111: `sender` is no shortcode or longcode from which the account may send this.

    Use a number that is set up for the account.
    """

    code = "E111"
    template = "Invalid shortcode."


class AddressNotAllowedError(AccessError):
    """E112: The account accepts calls from certain IP addresses only, and this is none of them.

    Add the address on the account's page "API Settings".
    """

    code = "E112"
    template = "IP was not whitelisted. API call rejected."


class ThroughputExceededError(ThrottlingError):
    """E113: The action was called more often than the throughput set for it allows.

    Send more slowly, and send this request again later.
    """

    code = "E113"
    template = "Set throughput exceeded for this API action. API call rejected."
    transient = True


class NumberBlacklistedError(RecipientError):
    """E114: The number is on a list of numbers that must not be called.

    Take the number out of your own lists.
    """

    code = "E114"
    template = "Phone number is blacklisted. API call rejected."


class RequestLimitReachedError(ThrottlingError):
    """E120: The account has used up the calls that it has in a period.

    Wait until the period is over, or ask for a higher limit.
    """

    code = "E120"
    template = "Account has reached the API request limit."
    transient = True


class UserNameRequiredError(UserError):
    """E150: The request has no name for the new user.

    Give a user name.
    """

    code = "E150"
    template = "The 'newuser' is required."


class UserNameTakenError(UserError):
    """E151: There is a user of this name already.

    Choose another name.
    """

    code = "E151"
    template = "'newuser' already exists."


class PasswordRequiredError(UserError):
    """E152: The request has no password for the new user.

    Give a password.
    """

    code = "E152"
    template = "The 'newpass' is required."


class UserNotCreatedError(UserError):
    """E153: Something failed inside the service while it created the user.

    Try to create the user again: if the name is then taken, the first attempt left it behind.
    """

    code = "E153"
    template = "User was not created. Internal error occurred."
    usual_outcome = Outcome.UNKNOWN
    transient = True


class UserCreationFailedError(UserError):
    """E154: Something failed inside the service while it created the user.

    Try to create the user again: if the name is then taken, the first attempt left it behind.
    """

    code = "E154"
    template = "User was not created. Internal error occurred."
    usual_outcome = Outcome.UNKNOWN
    transient = True


class CampaignNameRequiredError(CampaignError):
    """E170: The request has no name for the new campaign.

    Give `campaign_name`.
    """

    code = "E170"
    template = "'campaignname' is required."


class BrandNameRequiredError(CampaignError):
    """E171: The request does not say in whose name the campaign writes.

    Give `brand_name`.
    """

    code = "E171"
    template = "'brandname' is required."


class CampaignNotCreatedError(CampaignError):
    """E172: Something failed inside the service while it created the campaign.

    List the campaigns, and create this one again only if it is not among them.
    """

    code = "E172"
    template = "Campaign was not created. Internal error occured. Please try again later."
    usual_outcome = Outcome.UNKNOWN
    transient = True


class MailingAddressRequiredError(CampaignError):
    """E173: The request has no postal address, which every email of the campaign must show.

    Give `mailing_address`, with the company's name and the country.
    """

    code = "E173"
    template = "'mailingaddress' is required."


class PassTemplateLookupFailedError(PassError):
    """E174: No pass template was found under the id that was given.

    Look the id up again.
    """

    code = "E174"
    template = "Pass template was not found."


class NoMmsTemplatesError(NothingFoundError):
    """E200: The account has no stored MMS.

    Store one first.
    """

    code = "E200"
    template = "No MMS Templates were created in this account."


class MessageRefusedError(InvalidRequestError):
    """E201: The service did not take the message; the code does not say why.

    Check that `to` and `sender` are there and complete.
    """

    code = "E201"
    template = "Message was not accepted."
    usual_outcome = Outcome.UNKNOWN
    transient = True


class PageNumberInvalidError(InvalidRequestError):
    """E212: The number of a page is wrong. The code is reserved: no action takes such a parameter
    yet.

    Compare the request with the action's page.
    """

    code = "E212"
    template = "pagenumber is invalid. (RESERVED)"


class ItemsPerPageInvalidError(InvalidRequestError):
    """E213: The number of items on a page is wrong. The code is reserved: no action takes such a
    parameter yet.

    Compare the request with the action's page.
    """

    code = "E213"
    template = "itemsperpage is invalid. (RESERVED)"


class StartDateInvalidError(InvalidRequestError):
    """E214: The date at which to start is wrong. The code is reserved: no action takes such a
    parameter yet.

    Compare the request with the action's page.
    """

    code = "E214"
    template = "startdate is invalid. (RESERVED)"


class SeveralObjectsInSlideError(SlideError):
    """E223: A slide holds two files of the kinds vCard, iCal, PDF and Passbook.

    Put each of them into a slide of its own.
    """

    code = "E223"
    template = "More than one object is not allowed in the same slide."


class ObjectAndMediaInSlideError(SlideError):
    """E224: A slide holds a vCard, iCal, PDF or Passbook file beside an image, a sound or a
    video.

    Put the two into different slides.
    """

    code = "E224"
    template = "MMS audio/video/image are not allowed with object in the same slide."


class TooManySlidesError(SlideError):
    """E225: The MMS has more than 8 slides.

    Use at most 8 slides.
    """

    code = "E225"
    template = "Too many Slides."


class AudioAndVideoInSlideError(SlideError):
    """E226: A slide holds a sound and a video.

    Put them into different slides.
    """

    code = "E226"
    template = "Audio and Video not allowed in same slide."


class VideoAndImageInSlideError(SlideError):
    """E227: A slide holds a video and an image.

    Put them into different slides.
    """

    code = "E227"
    template = "Video and Image not allowed in same slide."


class TextTooLongError(SlideError):
    """E228: A text of the MMS is longer than allowed.

    Shorten the text, or spread it over several slides.
    """

    code = "E228"
    template = "Text more than {characters} characters."

    @property
    def characters(self) -> int | None:
        """How many characters are allowed."""
        return self._number("characters")


class ContentNotAllowedError(SlideError):
    """E229: A slide holds something that an MMS cannot carry.

    Use only the kinds of text, images, sounds, videos and files that the action's page names.
    """

    code = "E229"
    template = "Content not allowed."


class SlideDurationInvalidError(SlideError):
    """E230: The time for which this slide is to be shown makes no sense.

    Give whole seconds, at most 30.
    """

    code = "E230"
    template = "Bad {slide} slide duration."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class ContentNotFoundError(ContentError):
    """E241: The account has no stored MMS of this id.

    Look the id up again; it may have been deleted.
    """

    code = "E241"
    template = "This content does not exist."


class MmsNameMissingError(SlideError):
    """E301: The MMS has no name.

    Give a name for your own use.
    """

    code = "E301"
    template = "The 'name' is required."


class SlidesMissingError(SlideError):
    """E302: The MMS has no slides.

    Give at least one slide.
    """

    code = "E302"
    template = "No slides."


class SlideContentMissingError(SlideError):
    """E303: A slide holds neither text nor a file.

    Put something into the slide, or leave it out.
    """

    code = "E303"
    template = "Slide {slide} is empty."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SubjectMissingError(SlideError):
    """E304: The MMS has no subject.

    Give a subject.
    """

    code = "E304"
    template = "The 'subject' is required."


class MmsNameRequiredError(SlideError):
    """E311: The MMS has no name.

    Give a name for your own use.
    """

    code = "E311"
    template = "The 'name' is required."


class SlidesRequiredError(SlideError):
    """E312: The MMS has no slides.

    Give at least one slide.
    """

    code = "E312"
    template = "No slides."


class SlideEmptyError(SlideError):
    """E313: A slide holds neither text nor a file.

    Put something into the slide, or leave it out.
    """

    code = "E313"
    template = "Slide {slide} is empty."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SubjectRequiredError(SlideError):
    """E314: The MMS has no subject.

    Give a subject.
    """

    code = "E314"
    template = "The 'subject' is required."


class SlideImageTooBigError(SlideError):
    """E331: The image of this slide is bigger than the account's limit for such files.

    Make it smaller. The limits stand on the account's page "API Settings".
    """

    code = "E331"
    template = "Image in slide {slide} is too big."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideAudioTooBigError(SlideError):
    """E332: The sound of this slide is bigger than the account's limit for such files.

    Make it smaller. The limits stand on the account's page "API Settings".
    """

    code = "E332"
    template = "Audio in slide {slide} is too big."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideVideoTooBigError(SlideError):
    """E333: The video of this slide is bigger than the account's limit for such files.

    Make it smaller. The limits stand on the account's page "API Settings".
    """

    code = "E333"
    template = "Video in slide {slide} is too big."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideTextTooLongError(SlideError):
    """E334: The text of this slide is longer than 5000 characters.

    Shorten it, or spread it over several slides.
    """

    code = "E334"
    template = "Text in slide {slide} is too long."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideVcardTooBigError(SlideError):
    """E335: The vCard of this slide is bigger than the account's limit for such files.

    Make it smaller. The limits stand on the account's page "API Settings".
    """

    code = "E335"
    template = "vCard in slide {slide} is too big."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideIcalTooBigError(SlideError):
    """E336: The iCal file of this slide is bigger than the account's limit for such files.

    Make it smaller. The limits stand on the account's page "API Settings".
    """

    code = "E336"
    template = "iCal in slide {slide} is too big."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlidePdfTooBigError(SlideError):
    """E337: The PDF of this slide is bigger than the account's limit for such files.

    Make it smaller. The limits stand on the account's page "API Settings".
    """

    code = "E337"
    template = "PDF in slide {slide} is too big."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlidePassbookTooBigError(SlideError):
    """E338: The Passbook file of this slide is bigger than the account's limit for such files.

    Make it smaller. The limits stand on the account's page "API Settings".
    """

    code = "E338"
    template = "Passbook file in slide {slide} is too big."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideImageCorruptedError(SlideError):
    """E341: The file at the URL of this slide's image is damaged or is no image.

    Open the URL in a browser, and replace the file.
    """

    code = "E341"
    template = "Image file in slide {slide} is corrupted."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideVideoCodecsMissingError(SlideError):
    """E343: The service cannot decode the video of this slide.

    Store the video in a more common format, such as MP4.
    """

    code = "E343"
    template = "Video in slide {slide} has missing codecs"

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideImageNotCopiedError(SlideError):
    """E351: The service could not get the image of this slide from its URL.

    Check that the URL is complete, leads to the file itself and can be opened from outside.
    """

    code = "E351"
    template = "Could not copy Image in slide {slide}."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideAudioNotCopiedError(SlideError):
    """E352: The service could not get the sound of this slide from its URL.

    Check that the URL is complete, leads to the file itself and can be opened from outside.
    """

    code = "E352"
    template = "Could not copy Audio in slide {slide}."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideVideoNotCopiedError(SlideError):
    """E353: The service could not get the video of this slide from its URL.

    Check that the URL is complete, leads to the file itself and can be opened from outside.
    """

    code = "E353"
    template = "Could not copy Video in slide {slide}."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideVcardNotCopiedError(SlideError):
    """E355: The service could not get the vCard of this slide from its URL.

    Check that the URL is complete, leads to the file itself and can be opened from outside.
    """

    code = "E355"
    template = "Could not copy vCard in slide {slide}."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlideIcalNotCopiedError(SlideError):
    """E356: The service could not get the iCal file of this slide from its URL.

    Check that the URL is complete, leads to the file itself and can be opened from outside.
    """

    code = "E356"
    template = "Could not copy iCal in slide {slide}."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlidePdfNotCopiedError(SlideError):
    """E357: The service could not get the PDF of this slide from its URL.

    Check that the URL is complete, leads to the file itself and can be opened from outside.
    """

    code = "E357"
    template = "Could not copy PDF in slide {slide}."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class SlidePassbookNotCopiedError(SlideError):
    """E358: The service could not get the Passbook file of this slide from its URL.

    Check that the URL is complete, leads to the file itself and can be opened from outside.
    """

    code = "E358"
    template = "Could not copy Passbook file in slide {slide}."

    @property
    def slide(self) -> int | None:
        """The number of the slide, from 1."""
        return self._number("slide")


class NoEmailTemplatesError(NothingFoundError):
    """E400: The account has no email template.

    Create one first.
    """

    code = "E400"
    template = "No Email Templates were created in this account."


class EmailMissingOrInvalidError(EmailError):
    """E401: `email` is missing or is no email address.

    Give one email address.
    """

    code = "E401"
    template = "Missing/Invalid 'email'."


class EmailTemplateNotFoundError(EmailError):
    """E402: The account has no email template of this id.

    Look the id up again; the template may have been deleted.
    """

    code = "E402"
    template = "Invalid 'emailid' (or) 'emailtemplateid'."


class DatasetEntryMissingError(EmailError):
    """E403: The template asks for a value that the request does not give.

    Give in `data` every value that the template names.
    """

    code = "E403"
    template = "Could not send email due to missing dataset entry."


class NoEmailCampaignsError(NothingFoundError):
    """E404: The account has no email campaign.

    Create one first.
    """

    code = "E404"
    template = "No Email Campaigns were created in this account."


class NoMmsCampaignsError(NothingFoundError):
    """E405: The account has no messaging campaign.

    Create one first.
    """

    code = "E405"
    template = "No MMS Campaigns were created in this account."


class EmailInvalidError(EmailError):
    """E406: The text given as an email address is none.

    Correct the address.
    """

    code = "E406"
    template = "Invalid email."


class InternalServiceError(ServiceError):
    """E503: Something failed inside the service. It does not say whether before or after it carried
    the request out.

    Find out by postback or report whether the message was sent before you send it again.
    """

    code = "E503"
    template = "Internal error."
    usual_outcome = Outcome.UNKNOWN
    transient = True


class StatisticsDatesRequiredError(StatisticsError):
    """E506: The start or the end of the period is missing.

    Give both.
    """

    code = "E506"
    template = "'start_date'/'end_date' is required."


class StatisticsDateMalformedError(StatisticsError):
    """E507: The start or the end of the period is not written as a date and a time.

    Write both as year-month-day and hour:minute:second, in UTC.
    """

    code = "E507"
    template = "Invalid 'start_date'/'end_date' format."


class StatisticsDateInvalidError(StatisticsError):
    """E508: The start or the end of the period is not written as a date and a time.

    Write both as year-month-day and hour:minute:second, in UTC.
    """

    code = "E508"
    template = "Invalid 'start_date'/'end_date' format."


class StatisticsPeriodTooLongError(StatisticsError):
    """E509: More time lies between start and end than one report may cover.

    Ask for several shorter periods.
    """

    code = "E509"
    template = "Lookup period is too long."


class StatisticsAskedTooSoonError(StatisticsError):
    """E510: Too little time has gone by since the account last asked for a report.

    Wait, then ask again.
    """

    code = "E510"
    template = "Lookup too frequent (you need to set time between the lookups)."
    transient = True


class MmsIdRequiredError(InvalidRequestError):
    """E620: The request names no stored MMS.

    Give `mms_id`.
    """

    code = "E620"
    template = "The 'mmsid' is required."


class RecipientRequiredError(InvalidRequestError):
    """E621: The request names no recipient.

    Give `to`.
    """

    code = "E621"
    template = "The 'to' is required."


class FallbackTextRequiredError(InvalidRequestError):
    """E622: The request has no text for phones that get an SMS in place of the MMS.

    Give `fallback_text`.
    """

    code = "E622"
    template = "The 'fallback_sms_text' is required."


class TooManyRecipientsError(InvalidRequestError):
    """E623: The request names more than 100 recipients.

    Send in groups of at most 100 numbers.
    """

    code = "E623"
    template = "The 'to' field can contain up to 100 numbers."


class TargetCampaignRequiredError(InvalidRequestError):
    """E624: The request does not say to which campaign to send.

    Give the id of the campaign.
    """

    code = "E624"
    template = "The 'tocampaign' is required."


class MmsIdInvalidError(ContentError):
    """E625: `mms_id` is not the id of an MMS.

    Use the id that the service gave the MMS when it was stored.
    """

    code = "E625"
    template = "The 'mmsid' provided was invalid."


class ContentStillEncodingError(ContentError):
    """E626: The MMS was stored a short while ago and is still being prepared.

    Send the request again after the postback that reports the MMS as ready.
    """

    code = "E626"
    template = "Content unavailable. Encoding in progress, try again later."
    transient = True


class ServiceIdMissingOrInvalidError(InvalidRequestError):
    """E627: The service id is missing or unknown. No documented action takes one.

    Compare the request with the action's page.
    """

    code = "E627"
    template = "Invalid serviceid / serviceid is required"


class OperatorNotSupportedError(RecipientError):
    """E628: The service cannot send to the recipient's mobile operator.

    Check `operator_id`, if you gave one; else this number cannot be reached.
    """

    code = "E628"
    template = "Operator Not supported."


class ContentTypeUnknownError(ContentError):
    """E629: The id belongs to content that is no MMS.

    Use the id of a stored MMS.
    """

    code = "E629"
    template = "Unrecognized content type."


class BarcodeDatabaseRequiredError(BarcodeError):
    """E630: The barcode's database is not known. No documented action takes its id.

    Check that the MMS has a barcode, and a database for it.
    """

    code = "E630"
    template = "The 'databaseid' is required."


class BarcodeIdRequiredError(BarcodeError):
    """E631: The request does not say what the barcode is to hold.

    Give `barcode_id`.
    """

    code = "E631"
    template = "The 'barcodeid' is required."


class BarcodeDatabaseNotFoundError(BarcodeError):
    """E632: The account has no barcode database of this id.

    Check the database of the barcode in the MMS.
    """

    code = "E632"
    template = "Invalid 'databaseid'."


class NoBarcodeInMmsError(BarcodeError):
    """E633: The stored MMS has no place for a barcode.

    Use an MMS with a barcode, or send this one without.
    """

    code = "E633"
    template = "This MMS does not contain barcode object."


class InboxMessageIdRequiredError(InboxError):
    """E640: The request does not name the received MMS.

    Give the id that the postback about the received MMS has.
    """

    code = "E640"
    template = "The 'mmsinboxid' is required."


class InboxMessageNotFoundError(InboxError):
    """E641: The account has received no MMS of this id.

    Use the tracking id from the postback about the received MMS.
    """

    code = "E641"
    template = "Invalid MMS Inbox Message ID."


class InboxMessageEmptyError(InboxError):
    """E642: The received MMS has no stored content, or no longer.

    There is nothing left to remove.
    """

    code = "E642"
    template = "MMS Inbox message has no content."


class InboxContentNotRemovedError(InboxError):
    """E643: The service failed to delete the content of the received MMS.

    Ask the vendor's support.
    """

    code = "E643"
    template = "Could not clean up MMS Inbox message content."
    usual_outcome = Outcome.UNKNOWN
    transient = True


class OperatorIdRequiredError(InvalidRequestError):
    """E650: The request does not name the recipient's mobile operator.

    Give `operator_id`.
    """

    code = "E650"
    template = "The 'operator id' is required."


class OperatorNotFoundError(InvalidRequestError):
    """E651: The service knows no mobile operator of this id.

    Look the id up in the vendor's list of carriers, or leave it out.
    """

    code = "E651"
    template = "The 'operator id' passed was not found on our system."


class TextRequiredError(InvalidRequestError):
    """E712: The request has no text to send.

    Give `text`.
    """

    code = "E712"
    template = "The 'text' is required."


class BillingProblemError(BillingError):
    """E713: The account's plan or payment does not allow this sending.

    Settle the account's billing with the vendor.
    """

    code = "E713"
    template = "There is billing problem on your account."


class CampaignMissingOrInvalidError(CampaignError):
    """E714: The account must send through a campaign and the request names none, or it names one
    that does not exist.

    Name a campaign of the account.
    """

    code = "E714"
    template = "Missing/Invalid 'campaignid'."


class RecipientNotSubscribedError(CampaignError):
    """E715: The account sends only to subscribers, and the number is not subscribed to the
    campaign.

    Subscribe the number with its owner's consent, or name the campaign that it is subscribed
    to.
    """

    code = "E715"
    template = "Number is not subscribed to this campaign."


class TextOrMmsRequiredError(InvalidRequestError):
    """E716: The request holds neither a text nor an MMS id.

    Give one of the two.
    """

    code = "E716"
    template = "The MMSID or SMS Text is required"


class TextAndMmsGivenError(InvalidRequestError):
    """E717: The request holds a text and an MMS id.

    Give only one of the two; two messages are two calls.
    """

    code = "E717"
    template = "Either MMSID or SMS Text is allowed not both."


class CampaignRefRequiredError(InvalidRequestError):
    """E718: The request names no campaign.

    Give the reference of the campaign that the subscriber belongs to.
    """

    code = "E718"
    template = "The ‘campaignref’ is required"


class SubscriberRefRequiredError(InvalidRequestError):
    """E719: The request names no subscriber.

    Give the reference under which the numbers are subscribed.
    """

    code = "E719"
    template = "The subscriber reference is required"


class NoActiveSubscribersError(RecipientError):
    """E720: No number is subscribed under this reference, or all of them have unsubscribed.

    Subscribe a number under the reference first.
    """

    code = "E720"
    template = "No active subscribers found for this subscriber reference"


class CampaignNotFoundError(InvalidRequestError):
    """E721: The account has no campaign of this reference.

    Look the reference up on the campaign's page.
    """

    code = "E721"
    template = "Invalid campaignref"


class NoPassTemplatesError(NothingFoundError):
    """E800: The account has no pass template.

    Create one first.
    """

    code = "E800"
    template = "No Pass Templates were created in this account"


class PassTemplateIdRequiredError(PassError):
    """E801: The request names no pass template.

    Give `pass_template_id`.
    """

    code = "E801"
    template = "'passtemplateid' is required."


class PassTemplateNotFoundError(PassError):
    """E802: The account has no pass template of this id, or the one behind the MMS, the email or
    the stored data is gone.

    Look the id up again; the template may have been deleted.
    """

    code = "E802"
    template = (
        "Invalid 'passtemplateid'. Pass template is either deleted or do not belong to this user."
    )


class BarcodeValueRequiredError(PassError):
    """E803: The template takes the value of its barcode from the request, and the request has
    none.

    Give a barcode value in `pass_data`.
    """

    code = "E803"
    template = "'barcodevalue' is required."


class PassEmailInvalidError(PassError):
    """E804: The email address that the pass is to be locked to is none.

    Correct the address.
    """

    code = "E804"
    template = "'email' is invalid."


class PassPhoneInvalidError(PassError):
    """E805: The phone number that the pass is to be locked to is none.

    Write country code and number in digits only.
    """

    code = "E805"
    template = "'Phone' is invalid."


class PassDataNotCreatedError(PassError):
    """E806: Something failed inside the service while it stored the data of the pass.

    Bear in mind that sending it again may store the data twice: nothing lists what is stored.
    """

    code = "E806"
    template = "'passdataid' was not created. Internal error occurred."
    usual_outcome = Outcome.UNKNOWN
    transient = True


class PassDataIdRequiredError(PassError):
    """E807: The request names no stored pass data.

    Give `pass_data_id`.
    """

    code = "E807"
    template = "'passdataid' is required."


class PassDataNotFoundError(PassError):
    """E808: The account has no stored pass data of this id.

    Look the id up again; the data may have been deleted.
    """

    code = "E808"
    template = "Invalid 'passdataid'. Pass is either deleted or does not belong to this user."


class PassNotUpdatedError(PassError):
    """E809: Something failed inside the service while it changed the pass.

    Look at the pass on a device before you send the update again.
    """

    code = "E809"
    template = "Pass was not updated. Internal error occured."
    usual_outcome = Outcome.UNKNOWN
    transient = True


class PassNotDeletedError(PassError):
    """E821: Something failed inside the service while it deleted the data of the pass.

    Delete it again: if the data is then unknown, the first attempt succeeded.
    """

    code = "E821"
    template = "Pass was not deleted. Internal error occured."
    usual_outcome = Outcome.UNKNOWN
    transient = True


class NoPassInMmsError(PassError):
    """E822: The stored MMS holds no pass.

    Name an MMS that holds one.
    """

    code = "E822"
    template = "There is no pass found in this MMS Template to send."


class NoPassInEmailError(PassError):
    """E823: The email template holds no pass.

    Name an email template that holds one.
    """

    code = "E823"
    template = "There is no pass found in this email template to send."


class PassDataRequiredError(PassError):
    """E824: The request has no data for the pass.

    Give `pass_data`.
    """

    code = "E824"
    template = "Invalid call to the API. There is no pass data supplied."


class PassTemplateReferenceRequiredError(PassError):
    """E827: The request does not say whose pass template is wanted.

    Name an MMS, an email template or a pass template.
    """

    code = "E827"
    template = "Invalid request. 'mmsid' or 'emailtemplateid' or 'passtemplateid' is required."


class SeveralPassTemplateReferencesError(PassError):
    """E828: The request names more than one of MMS, email template and pass template.

    Name only one of them.
    """

    code = "E828"
    template = (
        "Invalid request. You can request only by 'mmsid' or 'emailtemplateid' or 'passtemplateid' "
        "and not more than one."
    )


class CustomIdInvalidError(PassError):
    """E829: Your own identifier for the pass data holds other signs than letters, digits and
    spaces.

    Take the other signs out.
    """

    code = "E829"
    template = "'custom identifier value' is invalid. Only Alphabet, Numbers or a Space is allowed."


class PassNotGeneratedError(PassError):
    """E830: Something failed inside the service while it made the pass.

    Wait for the postback about the pass before you send the request again.
    """

    code = "E830"
    template = "Pass was not generated. Internal error occured."
    usual_outcome = Outcome.UNKNOWN
    transient = True


class PassDownloadLimitReachedError(PassError):
    """E831: The pass has been downloaded as often as it may be.

    Raise the limit, or use other pass data.
    """

    code = "E831"
    template = "Pass was not generated. It reached its download limit."


class PassOwnerRequiredError(PassError):
    """E833: Each pass of this template belongs to somebody, and the pass data does not say to
    whom.

    Give an email address, a phone number or an identifier of your own in the pass data.
    """

    code = "E833"
    template = (
        "This Pass Template is set to send Personalized Passes. At least 'email' or 'phone' or "
        "'custom identifier' is required with the Pass Data."
    )


class HeaderLabel1NotDynamicError(PassFieldNotDynamicError):
    """E840: The request fills the label of header field 1, which the template fixes or does not
    have.

    Leave the label of header field 1 out, or make it dynamic in the template.
    """

    code = "E840"
    template = "'headerlabel1' is not accepted. It has to be set as Dynamic in the Pass Template."


class HeaderValue1NotDynamicError(PassFieldNotDynamicError):
    """E841: The request fills the value of header field 1, which the template fixes or does not
    have.

    Leave the value of header field 1 out, or make it dynamic in the template.
    """

    code = "E841"
    template = "'headervalue1' is not accepted. It has to be set as Dynamic in the Pass Template."


class PrimaryLabel1NotDynamicError(PassFieldNotDynamicError):
    """E842: The request fills the label of primary field 1, which the template fixes or does not
    have.

    Leave the label of primary field 1 out, or make it dynamic in the template.
    """

    code = "E842"
    template = "'primarylabel1' is not accepted. It has to be set as Dynamic in the Pass Template."


class PrimaryValue1NotDynamicError(PassFieldNotDynamicError):
    """E843: The request fills the value of primary field 1, which the template fixes or does not
    have.

    Leave the value of primary field 1 out, or make it dynamic in the template.
    """

    code = "E843"
    template = "'primaryvalue1' is not accepted. It has to be set as Dynamic in the Pass Template."


class PrimaryLabel2NotDynamicError(PassFieldNotDynamicError):
    """E844: The request fills the label of primary field 2, which the template fixes or does not
    have.

    Leave the label of primary field 2 out, or make it dynamic in the template.
    """

    code = "E844"
    template = "'primarylabel2' is not accepted. It has to be set as Dynamic in the Pass Template."


class PrimaryValue2NotDynamicError(PassFieldNotDynamicError):
    """E845: The request fills the value of primary field 2, which the template fixes or does not
    have.

    Leave the value of primary field 2 out, or make it dynamic in the template.
    """

    code = "E845"
    template = "'primaryvalue2' is not accepted. It has to be set as Dynamic in the Pass Template."


class SecondaryLabel1NotDynamicError(PassFieldNotDynamicError):
    """E846: The request fills the label of secondary field 1, which the template fixes or does not
    have.

    Leave the label of secondary field 1 out, or make it dynamic in the template.
    """

    code = "E846"
    template = "'seclabel1' is not accepted. It has to be set as Dynamic in the Pass Template."


class SecondaryValue1NotDynamicError(PassFieldNotDynamicError):
    """E847: The request fills the value of secondary field 1, which the template fixes or does not
    have.

    Leave the value of secondary field 1 out, or make it dynamic in the template.
    """

    code = "E847"
    template = "'secvalue1' is not accepted. It has to be set as Dynamic in the Pass Template."


class SecondaryLabel2NotDynamicError(PassFieldNotDynamicError):
    """E848: The request fills the label of secondary field 2, which the template fixes or does not
    have.

    Leave the label of secondary field 2 out, or make it dynamic in the template.
    """

    code = "E848"
    template = "'seclabel2' is not accepted. It has to be set as Dynamic in the Pass Template."


class SecondaryValue2NotDynamicError(PassFieldNotDynamicError):
    """E849: The request fills the value of secondary field 2, which the template fixes or does not
    have.

    Leave the value of secondary field 2 out, or make it dynamic in the template.
    """

    code = "E849"
    template = "'secvalue2' is not accepted. It has to be set as Dynamic in the Pass Template."


class SecondaryLabel3NotDynamicError(PassFieldNotDynamicError):
    """E850: The request fills the label of secondary field 3, which the template fixes or does not
    have.

    Leave the label of secondary field 3 out, or make it dynamic in the template.
    """

    code = "E850"
    template = "'seclabel3' is not accepted. It has to be set as Dynamic in the Pass Template."


class SecondaryValue3NotDynamicError(PassFieldNotDynamicError):
    """E851: The request fills the value of secondary field 3, which the template fixes or does not
    have.

    Leave the value of secondary field 3 out, or make it dynamic in the template.
    """

    code = "E851"
    template = "'secvalue3' is not accepted. It has to be set as Dynamic in the Pass Template."


class SecondaryLabel4NotDynamicError(PassFieldNotDynamicError):
    """E852: The request fills the label of secondary field 4, which the template fixes or does not
    have.

    Leave the label of secondary field 4 out, or make it dynamic in the template.
    """

    code = "E852"
    template = "'seclabel4' is not accepted. It has to be set as Dynamic in the Pass Template."


class SecondaryValue4NotDynamicError(PassFieldNotDynamicError):
    """E853: The request fills the value of secondary field 4, which the template fixes or does not
    have.

    Leave the value of secondary field 4 out, or make it dynamic in the template.
    """

    code = "E853"
    template = "'secvalue4' is not accepted. It has to be set as Dynamic in the Pass Template."


class AuxiliaryLabel1NotDynamicError(PassFieldNotDynamicError):
    """E854: The request fills the label of auxiliary field 1, which the template fixes or does not
    have.

    Leave the label of auxiliary field 1 out, or make it dynamic in the template.
    """

    code = "E854"
    template = "'auxlabel1' is not accepted. It has to be set as Dynamic in the Pass Template."


class AuxiliaryValue1NotDynamicError(PassFieldNotDynamicError):
    """E855: The request fills the value of auxiliary field 1, which the template fixes or does not
    have.

    Leave the value of auxiliary field 1 out, or make it dynamic in the template.
    """

    code = "E855"
    template = "'auxvalue1' is not accepted. It has to be set as Dynamic in the Pass Template."


class AuxiliaryLabel2NotDynamicError(PassFieldNotDynamicError):
    """E856: The request fills the label of auxiliary field 2, which the template fixes or does not
    have.

    Leave the label of auxiliary field 2 out, or make it dynamic in the template.
    """

    code = "E856"
    template = "'auxlabel2' is not accepted. It has to be set as Dynamic in the Pass Template."


class AuxiliaryValue2NotDynamicError(PassFieldNotDynamicError):
    """E857: The request fills the value of auxiliary field 2, which the template fixes or does not
    have.

    Leave the value of auxiliary field 2 out, or make it dynamic in the template.
    """

    code = "E857"
    template = "'auxvalue2' is not accepted. It has to be set as Dynamic in the Pass Template."


class AuxiliaryLabel3NotDynamicError(PassFieldNotDynamicError):
    """E858: The request fills the label of auxiliary field 3, which the template fixes or does not
    have.

    Leave the label of auxiliary field 3 out, or make it dynamic in the template.
    """

    code = "E858"
    template = "'auxlabel3' is not accepted. It has to be set as Dynamic in the Pass Template."


class AuxiliaryValue3NotDynamicError(PassFieldNotDynamicError):
    """E859: The request fills the value of auxiliary field 3, which the template fixes or does not
    have.

    Leave the value of auxiliary field 3 out, or make it dynamic in the template.
    """

    code = "E859"
    template = "'auxvalue3' is not accepted. It has to be set as Dynamic in the Pass Template."


class AuxiliaryLabel4NotDynamicError(PassFieldNotDynamicError):
    """E860: The request fills the label of auxiliary field 4, which the template fixes or does not
    have.

    Leave the label of auxiliary field 4 out, or make it dynamic in the template.
    """

    code = "E860"
    template = "'auxlabel4' is not accepted. It has to be set as Dynamic in the Pass Template."


class AuxiliaryValue4NotDynamicError(PassFieldNotDynamicError):
    """E861: The request fills the value of auxiliary field 4, which the template fixes or does not
    have.

    Leave the value of auxiliary field 4 out, or make it dynamic in the template.
    """

    code = "E861"
    template = "'auxvalue4' is not accepted. It has to be set as Dynamic in the Pass Template."


class BackLabel1NotDynamicError(PassFieldNotDynamicError):
    """E862: The request fills the label of back field 1, which the template fixes or does not
    have.

    Leave the label of back field 1 out, or make it dynamic in the template.
    """

    code = "E862"
    template = "'backlabel1' is not accepted. It has to be set as Dynamic in the Pass Template."


class BackValue1NotDynamicError(PassFieldNotDynamicError):
    """E863: The request fills the value of back field 1, which the template fixes or does not
    have.

    Leave the value of back field 1 out, or make it dynamic in the template.
    """

    code = "E863"
    template = "'backvalue1' is not accepted. It has to be set as Dynamic in the Pass Template."


class BackLabel2NotDynamicError(PassFieldNotDynamicError):
    """E864: The request fills the label of back field 2, which the template fixes or does not
    have.

    Leave the label of back field 2 out, or make it dynamic in the template.
    """

    code = "E864"
    template = "'backlabel2' is not accepted. It has to be set as Dynamic in the Pass Template."


class BackValue2NotDynamicError(PassFieldNotDynamicError):
    """E865: The request fills the value of back field 2, which the template fixes or does not
    have.

    Leave the value of back field 2 out, or make it dynamic in the template.
    """

    code = "E865"
    template = "'backvalue2' is not accepted. It has to be set as Dynamic in the Pass Template."


class BackLabel3NotDynamicError(PassFieldNotDynamicError):
    """E866: The request fills the label of back field 3, which the template fixes or does not
    have.

    Leave the label of back field 3 out, or make it dynamic in the template.
    """

    code = "E866"
    template = "'backlabel3' is not accepted. It has to be set as Dynamic in the Pass Template."


class BackValue3NotDynamicError(PassFieldNotDynamicError):
    """E867: The request fills the value of back field 3, which the template fixes or does not
    have.

    Leave the value of back field 3 out, or make it dynamic in the template.
    """

    code = "E867"
    template = "'backvalue3' is not accepted. It has to be set as Dynamic in the Pass Template."


class BackLabel4NotDynamicError(PassFieldNotDynamicError):
    """E868: The request fills the label of back field 4, which the template fixes or does not
    have.

    Leave the label of back field 4 out, or make it dynamic in the template.
    """

    code = "E868"
    template = "'backlabel4' is not accepted. It has to be set as Dynamic in the Pass Template."


class BackValue4NotDynamicError(PassFieldNotDynamicError):
    """E869: The request fills the value of back field 4, which the template fixes or does not
    have.

    Leave the value of back field 4 out, or make it dynamic in the template.
    """

    code = "E869"
    template = "'backvalue4' is not accepted. It has to be set as Dynamic in the Pass Template."


class Location1NotDynamicError(PassFieldNotDynamicError):
    """E870: The request fills location 1, which the template fixes or does not have.

    Leave location 1 out, or make it dynamic in the template.
    """

    code = "E870"
    template = (
        "'rellatitude1', 'relongitude1' and 'reltext1' are not accepted. Relevance Location1 has to"
        " be set as Dynamic in the Pass Template."
    )


class Location2NotDynamicError(PassFieldNotDynamicError):
    """E871: The request fills location 2, which the template fixes or does not have.

    Leave location 2 out, or make it dynamic in the template.
    """

    code = "E871"
    template = (
        "'rellatitude2', 'relongitude2' and 'reltext2' are not accepted. Relevance Location2 has to"
        " be set as Dynamic in the Pass Template."
    )


class Location3NotDynamicError(PassFieldNotDynamicError):
    """E872: The request fills location 3, which the template fixes or does not have.

    Leave location 3 out, or make it dynamic in the template.
    """

    code = "E872"
    template = (
        "'rellatitude3', 'relongitude3' and 'reltext3' are not accepted. Relevance Location3 has to"
        " be set as Dynamic in the Pass Template."
    )


class Location4NotDynamicError(PassFieldNotDynamicError):
    """E873: The request fills location 4, which the template fixes or does not have.

    Leave location 4 out, or make it dynamic in the template.
    """

    code = "E873"
    template = (
        "'rellatitude4', 'relongitude4' and 'reltext4' are not accepted. Relevance Location4 has to"
        " be set as Dynamic in the Pass Template."
    )


class Location5NotDynamicError(PassFieldNotDynamicError):
    """E874: The request fills location 5, which the template fixes or does not have.

    Leave location 5 out, or make it dynamic in the template.
    """

    code = "E874"
    template = (
        "'rellatitude5', 'relongitude5' and 'reltext5' are not accepted. Relevance Location5 has to"
        " be set as Dynamic in the Pass Template."
    )


class Location6NotDynamicError(PassFieldNotDynamicError):
    """E875: The request fills location 6, which the template fixes or does not have.

    Leave location 6 out, or make it dynamic in the template.
    """

    code = "E875"
    template = (
        "'rellatitude6', 'relongitude6' and 'reltext6' are not accepted. Relevance Location6 has to"
        " be set as Dynamic in the Pass Template."
    )


class Location7NotDynamicError(PassFieldNotDynamicError):
    """E876: The request fills location 7, which the template fixes or does not have.

    Leave location 7 out, or make it dynamic in the template.
    """

    code = "E876"
    template = (
        "'rellatitude7', 'relongitude7' and 'reltext7' are not accepted. Relevance Location7 has to"
        " be set as Dynamic in the Pass Template."
    )


class Location8NotDynamicError(PassFieldNotDynamicError):
    """E877: The request fills location 8, which the template fixes or does not have.

    Leave location 8 out, or make it dynamic in the template.
    """

    code = "E877"
    template = (
        "'rellatitude8', 'relongitude8' and 'reltext8' are not accepted. Relevance Location8 has to"
        " be set as Dynamic in the Pass Template."
    )


class Location9NotDynamicError(PassFieldNotDynamicError):
    """E878: The request fills location 9, which the template fixes or does not have.

    Leave location 9 out, or make it dynamic in the template.
    """

    code = "E878"
    template = (
        "'rellatitude9', 'relongitude9' and 'reltext9' are not accepted. Relevance Location9 has to"
        " be set as Dynamic in the Pass Template."
    )


class Location10NotDynamicError(PassFieldNotDynamicError):
    """E879: The request fills location 10, which the template fixes or does not have.

    Leave location 10 out, or make it dynamic in the template.
    """

    code = "E879"
    template = (
        "'rellatitude10', 'relongitude10' and 'reltext10' are not accepted. Relevance Location10 "
        "has to be set as Dynamic in the Pass Template."
    )


class Latitude1InvalidError(InvalidPassFieldError):
    """E880: The latitude of location 1 is no degree of latitude.

    Give a number from -90 to 90.
    """

    code = "E880"
    template = "'rellatitude1' value is invalid."


class Latitude2InvalidError(InvalidPassFieldError):
    """E881: The latitude of location 2 is no degree of latitude.

    Give a number from -90 to 90.
    """

    code = "E881"
    template = "'rellatitude2' value is invalid."


class Latitude3InvalidError(InvalidPassFieldError):
    """E882: The latitude of location 3 is no degree of latitude.

    Give a number from -90 to 90.
    """

    code = "E882"
    template = "'rellatitude3' value is invalid."


class Latitude4InvalidError(InvalidPassFieldError):
    """E883: The latitude of location 4 is no degree of latitude.

    Give a number from -90 to 90.
    """

    code = "E883"
    template = "'rellatitude4' value is invalid."


class Latitude5InvalidError(InvalidPassFieldError):
    """E884: The latitude of location 5 is no degree of latitude.

    Give a number from -90 to 90.
    """

    code = "E884"
    template = "'rellatitude5' value is invalid."


class Latitude6InvalidError(InvalidPassFieldError):
    """E885: The latitude of location 6 is no degree of latitude.

    Give a number from -90 to 90.
    """

    code = "E885"
    template = "'rellatitude6' value is invalid."


class Latitude7InvalidError(InvalidPassFieldError):
    """E886: The latitude of location 7 is no degree of latitude.

    Give a number from -90 to 90.
    """

    code = "E886"
    template = "'rellatitude7' value is invalid."


class Latitude8InvalidError(InvalidPassFieldError):
    """E887: The latitude of location 8 is no degree of latitude.

    Give a number from -90 to 90.
    """

    code = "E887"
    template = "'rellatitude8' value is invalid."


class Latitude9InvalidError(InvalidPassFieldError):
    """E888: The latitude of location 9 is no degree of latitude.

    Give a number from -90 to 90.
    """

    code = "E888"
    template = "'rellatitude9' value is invalid."


class Latitude10InvalidError(InvalidPassFieldError):
    """E889: The latitude of location 10 is no degree of latitude.

    Give a number from -90 to 90.
    """

    code = "E889"
    template = "'rellatitude10' value is invalid."


class Longitude1InvalidError(InvalidPassFieldError):
    """E890: The longitude of location 1 is no degree of longitude.

    Give a number from -180 to 180.
    """

    code = "E890"
    template = "'rellongitude1' value is invalid."


class Longitude2InvalidError(InvalidPassFieldError):
    """E891: The longitude of location 2 is no degree of longitude.

    Give a number from -180 to 180.
    """

    code = "E891"
    template = "'rellongitude2' value is invalid."


class Longitude3InvalidError(InvalidPassFieldError):
    """E892: The longitude of location 3 is no degree of longitude.

    Give a number from -180 to 180.
    """

    code = "E892"
    template = "'rellongitude3' value is invalid."


class Longitude4InvalidError(InvalidPassFieldError):
    """E893: The longitude of location 4 is no degree of longitude.

    Give a number from -180 to 180.
    """

    code = "E893"
    template = "'rellongitude4' value is invalid."


class Longitude5InvalidError(InvalidPassFieldError):
    """E894: The longitude of location 5 is no degree of longitude.

    Give a number from -180 to 180.
    """

    code = "E894"
    template = "'rellongitude5' value is invalid."


class Longitude6InvalidError(InvalidPassFieldError):
    """E895: The longitude of location 6 is no degree of longitude.

    Give a number from -180 to 180.
    """

    code = "E895"
    template = "'rellongitude6' value is invalid."


class Longitude7InvalidError(InvalidPassFieldError):
    """E896: The longitude of location 7 is no degree of longitude.

    Give a number from -180 to 180.
    """

    code = "E896"
    template = "'rellongitude7' value is invalid."


class Longitude8InvalidError(InvalidPassFieldError):
    """E897: The longitude of location 8 is no degree of longitude.

    Give a number from -180 to 180.
    """

    code = "E897"
    template = "'rellongitude8' value is invalid."


class Longitude9InvalidError(InvalidPassFieldError):
    """E898: The longitude of location 9 is no degree of longitude.

    Give a number from -180 to 180.
    """

    code = "E898"
    template = "'rellongitude9' value is invalid."


class Longitude10InvalidError(InvalidPassFieldError):
    """E899: The longitude of location 10 is no degree of longitude.

    Give a number from -180 to 180.
    """

    code = "E899"
    template = "'rellongitude10' value is invalid."


class MobileRequiredError(SubscriptionError):
    """E901: The request names no phone number.

    Give `mobile`.
    """

    code = "E901"
    template = "The 'mobile' is required."


class CampaignIdRequiredError(SubscriptionError):
    """E902: The request names no campaign.

    Name the campaign.
    """

    code = "E902"
    template = "The 'campaignid' is required."


class MessagingCampaignNotFoundError(SubscriptionError):
    """E903: The account has no messaging campaign of this id.

    Look the id up in the list of messaging campaigns.
    """

    code = "E903"
    template = "Invalid 'campaignid'."


class NumberSubscriptionFailedError(SubscriptionError):
    """E904: The number was not subscribed. Its owner may have opted out of the campaign.

    Only the owner can take an opt-out back. In other cases check the number.
    """

    code = "E904"
    template = "Could not subscribe this number."


class NumberUnsubscriptionFailedError(SubscriptionError):
    """E905: The number was not unsubscribed. It may not be subscribed at all.

    Check the number and the campaign.
    """

    code = "E905"
    template = "Could not unsubscribe this number."


class EmailRequiredError(SubscriptionError):
    """E911: The request names no email address.

    Give `email`.
    """

    code = "E911"
    template = "The 'email' is required."


class EmailCampaignNotFoundError(SubscriptionError):
    """E912: The account has no email campaign of this id.

    Look the id up in the list of email campaigns.
    """

    code = "E912"
    template = "Invalid 'campaignid'."


class EmailSubscriptionFailedError(SubscriptionError):
    """E913: The address was not subscribed. Its owner may have opted out.

    Check the address; an opt-out stands.
    """

    code = "E913"
    template = "Could not subscribe this 'email'."


class EmailUnsubscriptionFailedError(SubscriptionError):
    """E914: The address was not unsubscribed. It may not be subscribed at all.

    Check the address and the campaign.
    """

    code = "E914"
    template = "Could not unsubscribe this 'email'."


class EmailOptedOutError(SubscriptionError):
    """E915: The owner of the address has opted out of one of the account's email campaigns.
    `getPassEmailTemplate` gives the code as a warning beside its result.

    Do not write to this address.
    """

    code = "E915"
    template = (
        "This 'email' previously opted out of this or other email campaigns owned by this "
        "account/user."
    )


class EmailBouncedError(SubscriptionError):
    """E916: An earlier email to the address came back. `getPassEmailTemplate` gives the code as a
    warning beside its result.

    Correct the address, or take it out of your lists.
    """

    code = "E916"
    template = "Sending to this 'email' was previously a bounce-back."


class EmailSpamComplaintError(SubscriptionError):
    """E917: The owner of the address has reported an email of the account as spam.
    `getPassEmailTemplate` gives the code as a warning beside its result.

    Do not write to this address.
    """

    code = "E917"
    template = (
        "This 'email' has filed a SPAM complaint on one or more email campaigns owned by this "
        "account/user."
    )


class EmailOptedOutByAccountError(SubscriptionError):
    """E918: The account itself has unsubscribed the address. `getPassEmailTemplate` gives the code
    as a warning beside its result; no action lists it as an error.

    Subscribe the address again, if its owner wants that.
    """

    code = "E918"
    template = "This 'email' was previously opted out by this account/user."


class Beacon1NotDynamicError(PassFieldNotDynamicError):
    """E950: The request fills beacon 1, which the template fixes or does not have.

    Leave beacon 1 out, or make it dynamic in the template.
    """

    code = "E950"
    template = (
        "'ibeaconuuid1', 'ibeaconmajor1', 'ibeaconminor1' and 'ibeacontext1' values are not "
        "accepted. iBeacon1 field has to be set as dynamic in the Pass Template."
    )


class Beacon2NotDynamicError(PassFieldNotDynamicError):
    """E951: The request fills beacon 2, which the template fixes or does not have.

    Leave beacon 2 out, or make it dynamic in the template.
    """

    code = "E951"
    template = (
        "'ibeaconuuid2', 'ibeaconmajor2', 'ibeaconminor2' and 'ibeacontext2' values are not "
        "accepted. iBeacon2 field has to be set as dynamic in the Pass Template."
    )


class Beacon3NotDynamicError(PassFieldNotDynamicError):
    """E952: The request fills beacon 3, which the template fixes or does not have.

    Leave beacon 3 out, or make it dynamic in the template.
    """

    code = "E952"
    template = (
        "'ibeaconuuid3', 'ibeaconmajor3', 'ibeaconminor3' and 'ibeacontext3' values are not "
        "accepted. iBeacon3 field has to be set as dynamic in the Pass Template."
    )


class Beacon4NotDynamicError(PassFieldNotDynamicError):
    """E953: The request fills beacon 4, which the template fixes or does not have.

    Leave beacon 4 out, or make it dynamic in the template.
    """

    code = "E953"
    template = (
        "'ibeaconuuid4', 'ibeaconmajor4', 'ibeaconminor4' and 'ibeacontext4' values are not "
        "accepted. iBeacon4 field has to be set as dynamic in the Pass Template."
    )


class Beacon5NotDynamicError(PassFieldNotDynamicError):
    """E954: The request fills beacon 5, which the template fixes or does not have.

    Leave beacon 5 out, or make it dynamic in the template.
    """

    code = "E954"
    template = (
        "'ibeaconuuid5', 'ibeaconmajor5', 'ibeaconminor5' and 'ibeacontext5' values are not "
        "accepted. iBeacon5 field has to be set as dynamic in the Pass Template."
    )


class Beacon6NotDynamicError(PassFieldNotDynamicError):
    """E955: The request fills beacon 6, which the template fixes or does not have.

    Leave beacon 6 out, or make it dynamic in the template.
    """

    code = "E955"
    template = (
        "'ibeaconuuid6', 'ibeaconmajor6', 'ibeaconminor6' and 'ibeacontext6' values are not "
        "accepted. iBeacon6 field has to be set as dynamic in the Pass Template."
    )


class Beacon7NotDynamicError(PassFieldNotDynamicError):
    """E956: The request fills beacon 7, which the template fixes or does not have.

    Leave beacon 7 out, or make it dynamic in the template.
    """

    code = "E956"
    template = (
        "'ibeaconuuid7', 'ibeaconmajor7', 'ibeaconminor7' and 'ibeacontext7' values are not "
        "accepted. iBeacon7 field has to be set as dynamic in the Pass Template."
    )


class Beacon8NotDynamicError(PassFieldNotDynamicError):
    """E957: The request fills beacon 8, which the template fixes or does not have.

    Leave beacon 8 out, or make it dynamic in the template.
    """

    code = "E957"
    template = (
        "'ibeaconuuid8', 'ibeaconmajor8', 'ibeaconminor8' and 'ibeacontext8' values are not "
        "accepted. iBeacon8 field has to be set as dynamic in the Pass Template."
    )


class Beacon9NotDynamicError(PassFieldNotDynamicError):
    """E958: The request fills beacon 9, which the template fixes or does not have.

    Leave beacon 9 out, or make it dynamic in the template.
    """

    code = "E958"
    template = (
        "'ibeaconuuid9', 'ibeaconmajor9', 'ibeaconminor9' and 'ibeacontext9' values are not "
        "accepted. iBeacon9 field has to be set as dynamic in the Pass Template."
    )


class Beacon10NotDynamicError(PassFieldNotDynamicError):
    """E959: The request fills beacon 10, which the template fixes or does not have.

    Leave beacon 10 out, or make it dynamic in the template.
    """

    code = "E959"
    template = (
        "'ibeaconuuid10', 'ibeaconmajor10', 'ibeaconminor10' and 'ibeacontext10' values are not "
        "accepted. iBeacon10 field has to be set as dynamic in the Pass Template."
    )


class BeaconUuid1InvalidError(InvalidPassFieldError):
    """E960: The UUID of beacon 1 is none.

    Give the UUID as the beacon's maker writes it.
    """

    code = "E960"
    template = "'ibeaconuuid1' value is invalid."


class BeaconUuid2InvalidError(InvalidPassFieldError):
    """E961: The UUID of beacon 2 is none.

    Give the UUID as the beacon's maker writes it.
    """

    code = "E961"
    template = "'ibeaconuuid2' value is invalid."


class BeaconUuid3InvalidError(InvalidPassFieldError):
    """E962: The UUID of beacon 3 is none.

    Give the UUID as the beacon's maker writes it.
    """

    code = "E962"
    template = "'ibeaconuuid3' value is invalid."


class BeaconUuid4InvalidError(InvalidPassFieldError):
    """E963: The UUID of beacon 4 is none.

    Give the UUID as the beacon's maker writes it.
    """

    code = "E963"
    template = "'ibeaconuuid4' value is invalid."


class BeaconUuid5InvalidError(InvalidPassFieldError):
    """E964: The UUID of beacon 5 is none.

    Give the UUID as the beacon's maker writes it.
    """

    code = "E964"
    template = "'ibeaconuuid5' value is invalid."


class BeaconUuid6InvalidError(InvalidPassFieldError):
    """E965: The UUID of beacon 6 is none.

    Give the UUID as the beacon's maker writes it.
    """

    code = "E965"
    template = "'ibeaconuuid6' value is invalid."


class BeaconUuid7InvalidError(InvalidPassFieldError):
    """E966: The UUID of beacon 7 is none.

    Give the UUID as the beacon's maker writes it.
    """

    code = "E966"
    template = "'ibeaconuuid7' value is invalid."


class BeaconUuid8InvalidError(InvalidPassFieldError):
    """E967: The UUID of beacon 8 is none.

    Give the UUID as the beacon's maker writes it.
    """

    code = "E967"
    template = "'ibeaconuuid8' value is invalid."


class BeaconUuid9InvalidError(InvalidPassFieldError):
    """E968: The UUID of beacon 9 is none.

    Give the UUID as the beacon's maker writes it.
    """

    code = "E968"
    template = "'ibeaconuuid9' value is invalid."


class BeaconUuid10InvalidError(InvalidPassFieldError):
    """E969: The UUID of beacon 10 is none.

    Give the UUID as the beacon's maker writes it.
    """

    code = "E969"
    template = "'ibeaconuuid10' value is invalid."


class BeaconMajor1InvalidError(InvalidPassFieldError):
    """E970: The major number of beacon 1 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E970"
    template = "'ibeaconmajor1' value is invalid."


class BeaconMajor2InvalidError(InvalidPassFieldError):
    """E971: The major number of beacon 2 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E971"
    template = "'ibeaconmajor2' value is invalid."


class BeaconMajor3InvalidError(InvalidPassFieldError):
    """E972: The major number of beacon 3 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E972"
    template = "'ibeaconmajor3' value is invalid."


class BeaconMajor4InvalidError(InvalidPassFieldError):
    """E973: The major number of beacon 4 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E973"
    template = "'ibeaconmajor4' value is invalid."


class BeaconMajor5InvalidError(InvalidPassFieldError):
    """E974: The major number of beacon 5 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E974"
    template = "'ibeaconmajor5' value is invalid."


class BeaconMajor6InvalidError(InvalidPassFieldError):
    """E975: The major number of beacon 6 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E975"
    template = "'ibeaconmajor6' value is invalid."


class BeaconMajor7InvalidError(InvalidPassFieldError):
    """E976: The major number of beacon 7 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E976"
    template = "'ibeaconmajor7' value is invalid."


class BeaconMajor8InvalidError(InvalidPassFieldError):
    """E977: The major number of beacon 8 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E977"
    template = "'ibeaconmajor8' value is invalid."


class BeaconMajor9InvalidError(InvalidPassFieldError):
    """E978: The major number of beacon 9 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E978"
    template = "'ibeaconmajor9' value is invalid."


class BeaconMajor10InvalidError(InvalidPassFieldError):
    """E979: The major number of beacon 10 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E979"
    template = "'ibeaconmajor10' value is invalid."


class BeaconMinor1InvalidError(InvalidPassFieldError):
    """E980: The minor number of beacon 1 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E980"
    template = "'ibeaconminor1' value is invalid."


class BeaconMinor2InvalidError(InvalidPassFieldError):
    """E981: The minor number of beacon 2 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E981"
    template = "'ibeaconminor2' value is invalid."


class BeaconMinor3InvalidError(InvalidPassFieldError):
    """E982: The minor number of beacon 3 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E982"
    template = "'ibeaconminor3' value is invalid."


class BeaconMinor4InvalidError(InvalidPassFieldError):
    """E983: The minor number of beacon 4 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E983"
    template = "'ibeaconminor4' value is invalid."


class BeaconMinor5InvalidError(InvalidPassFieldError):
    """E984: The minor number of beacon 5 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E984"
    template = "'ibeaconminor5' value is invalid."


class BeaconMinor6InvalidError(InvalidPassFieldError):
    """E985: The minor number of beacon 6 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E985"
    template = "'ibeaconminor6' value is invalid."


class BeaconMinor7InvalidError(InvalidPassFieldError):
    """E986: The minor number of beacon 7 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E986"
    template = "'ibeaconminor7' value is invalid."


class BeaconMinor8InvalidError(InvalidPassFieldError):
    """E987: The minor number of beacon 8 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E987"
    template = "'ibeaconminor8' value is invalid."


class BeaconMinor9InvalidError(InvalidPassFieldError):
    """E988: The minor number of beacon 9 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E988"
    template = "'ibeaconminor9' value is invalid."


class BeaconMinor10InvalidError(InvalidPassFieldError):
    """E989: The minor number of beacon 10 is out of range, or no number.

    Give a whole number from 0 to 65535.
    """

    code = "E989"
    template = "'ibeaconminor10' value is invalid."


class BeaconUuid1RequiredError(MissingPassFieldError):
    """E990: The request fills other fields of beacon 1, but not its UUID.

    Give the UUID of beacon 1, or leave the beacon out.
    """

    code = "E990"
    template = "'ibeaconuuid1' value is required."


class BeaconUuid2RequiredError(MissingPassFieldError):
    """E991: The request fills other fields of beacon 2, but not its UUID.

    Give the UUID of beacon 2, or leave the beacon out.
    """

    code = "E991"
    template = "'ibeaconuuid2' value is required."


class BeaconUuid3RequiredError(MissingPassFieldError):
    """E992: The request fills other fields of beacon 3, but not its UUID.

    Give the UUID of beacon 3, or leave the beacon out.
    """

    code = "E992"
    template = "'ibeaconuuid3' value is required."


class BeaconUuid4RequiredError(MissingPassFieldError):
    """E993: The request fills other fields of beacon 4, but not its UUID.

    Give the UUID of beacon 4, or leave the beacon out.
    """

    code = "E993"
    template = "'ibeaconuuid4' value is required."


class BeaconUuid5RequiredError(MissingPassFieldError):
    """E994: The request fills other fields of beacon 5, but not its UUID.

    Give the UUID of beacon 5, or leave the beacon out.
    """

    code = "E994"
    template = "'ibeaconuuid5' value is required."


class BeaconUuid6RequiredError(MissingPassFieldError):
    """E995: The request fills other fields of beacon 6, but not its UUID.

    Give the UUID of beacon 6, or leave the beacon out.
    """

    code = "E995"
    template = "'ibeaconuuid6' value is required."


class BeaconUuid7RequiredError(MissingPassFieldError):
    """E996: The request fills other fields of beacon 7, but not its UUID.

    Give the UUID of beacon 7, or leave the beacon out.
    """

    code = "E996"
    template = "'ibeaconuuid7' value is required."


class BeaconUuid8RequiredError(MissingPassFieldError):
    """E997: The request fills other fields of beacon 8, but not its UUID.

    Give the UUID of beacon 8, or leave the beacon out.
    """

    code = "E997"
    template = "'ibeaconuuid8' value is required."


class BeaconUuid9RequiredError(MissingPassFieldError):
    """E998: The request fills other fields of beacon 9, but not its UUID.

    Give the UUID of beacon 9, or leave the beacon out.
    """

    code = "E998"
    template = "'ibeaconuuid9' value is required."


class BeaconUuid10RequiredError(MissingPassFieldError):
    """E999: The request fills other fields of beacon 10, but not its UUID.

    Give the UUID of beacon 10, or leave the beacon out.
    """

    code = "E999"
    template = "'ibeaconuuid10' value is required."


_BY_CODE: dict[str, type[SkycoreError]] = {
    "E100": MalformedRequestError,
    "E101": ActionRequiredError,
    "E102": AuthenticationRequiredError,
    "E103": AuthenticationIncompleteError,
    "E104": AuthenticationFailedError,
    "E105": ApiNotAllowedError,
    "E106": CalledTooSoonError,
    "E107": ActionNotAllowedError,
    "E108": UnreadableXmlError,
    "E109": ApiNotActivatedError,
    "E110": RecipientNumberInvalidError,
    "E111": ShortcodeInvalidError,
    "E112": AddressNotAllowedError,
    "E113": ThroughputExceededError,
    "E114": NumberBlacklistedError,
    "E120": RequestLimitReachedError,
    "E150": UserNameRequiredError,
    "E151": UserNameTakenError,
    "E152": PasswordRequiredError,
    "E153": UserNotCreatedError,
    "E154": UserCreationFailedError,
    "E170": CampaignNameRequiredError,
    "E171": BrandNameRequiredError,
    "E172": CampaignNotCreatedError,
    "E173": MailingAddressRequiredError,
    "E174": PassTemplateLookupFailedError,
    "E200": NoMmsTemplatesError,
    "E201": MessageRefusedError,
    "E212": PageNumberInvalidError,
    "E213": ItemsPerPageInvalidError,
    "E214": StartDateInvalidError,
    "E223": SeveralObjectsInSlideError,
    "E224": ObjectAndMediaInSlideError,
    "E225": TooManySlidesError,
    "E226": AudioAndVideoInSlideError,
    "E227": VideoAndImageInSlideError,
    "E228": TextTooLongError,
    "E229": ContentNotAllowedError,
    "E230": SlideDurationInvalidError,
    "E241": ContentNotFoundError,
    "E301": MmsNameMissingError,
    "E302": SlidesMissingError,
    "E303": SlideContentMissingError,
    "E304": SubjectMissingError,
    "E311": MmsNameRequiredError,
    "E312": SlidesRequiredError,
    "E313": SlideEmptyError,
    "E314": SubjectRequiredError,
    "E331": SlideImageTooBigError,
    "E332": SlideAudioTooBigError,
    "E333": SlideVideoTooBigError,
    "E334": SlideTextTooLongError,
    "E335": SlideVcardTooBigError,
    "E336": SlideIcalTooBigError,
    "E337": SlidePdfTooBigError,
    "E338": SlidePassbookTooBigError,
    "E341": SlideImageCorruptedError,
    "E343": SlideVideoCodecsMissingError,
    "E351": SlideImageNotCopiedError,
    "E352": SlideAudioNotCopiedError,
    "E353": SlideVideoNotCopiedError,
    "E355": SlideVcardNotCopiedError,
    "E356": SlideIcalNotCopiedError,
    "E357": SlidePdfNotCopiedError,
    "E358": SlidePassbookNotCopiedError,
    "E400": NoEmailTemplatesError,
    "E401": EmailMissingOrInvalidError,
    "E402": EmailTemplateNotFoundError,
    "E403": DatasetEntryMissingError,
    "E404": NoEmailCampaignsError,
    "E405": NoMmsCampaignsError,
    "E406": EmailInvalidError,
    "E503": InternalServiceError,
    "E506": StatisticsDatesRequiredError,
    "E507": StatisticsDateMalformedError,
    "E508": StatisticsDateInvalidError,
    "E509": StatisticsPeriodTooLongError,
    "E510": StatisticsAskedTooSoonError,
    "E620": MmsIdRequiredError,
    "E621": RecipientRequiredError,
    "E622": FallbackTextRequiredError,
    "E623": TooManyRecipientsError,
    "E624": TargetCampaignRequiredError,
    "E625": MmsIdInvalidError,
    "E626": ContentStillEncodingError,
    "E627": ServiceIdMissingOrInvalidError,
    "E628": OperatorNotSupportedError,
    "E629": ContentTypeUnknownError,
    "E630": BarcodeDatabaseRequiredError,
    "E631": BarcodeIdRequiredError,
    "E632": BarcodeDatabaseNotFoundError,
    "E633": NoBarcodeInMmsError,
    "E640": InboxMessageIdRequiredError,
    "E641": InboxMessageNotFoundError,
    "E642": InboxMessageEmptyError,
    "E643": InboxContentNotRemovedError,
    "E650": OperatorIdRequiredError,
    "E651": OperatorNotFoundError,
    "E712": TextRequiredError,
    "E713": BillingProblemError,
    "E714": CampaignMissingOrInvalidError,
    "E715": RecipientNotSubscribedError,
    "E716": TextOrMmsRequiredError,
    "E717": TextAndMmsGivenError,
    "E718": CampaignRefRequiredError,
    "E719": SubscriberRefRequiredError,
    "E720": NoActiveSubscribersError,
    "E721": CampaignNotFoundError,
    "E800": NoPassTemplatesError,
    "E801": PassTemplateIdRequiredError,
    "E802": PassTemplateNotFoundError,
    "E803": BarcodeValueRequiredError,
    "E804": PassEmailInvalidError,
    "E805": PassPhoneInvalidError,
    "E806": PassDataNotCreatedError,
    "E807": PassDataIdRequiredError,
    "E808": PassDataNotFoundError,
    "E809": PassNotUpdatedError,
    "E821": PassNotDeletedError,
    "E822": NoPassInMmsError,
    "E823": NoPassInEmailError,
    "E824": PassDataRequiredError,
    "E827": PassTemplateReferenceRequiredError,
    "E828": SeveralPassTemplateReferencesError,
    "E829": CustomIdInvalidError,
    "E830": PassNotGeneratedError,
    "E831": PassDownloadLimitReachedError,
    "E833": PassOwnerRequiredError,
    "E840": HeaderLabel1NotDynamicError,
    "E841": HeaderValue1NotDynamicError,
    "E842": PrimaryLabel1NotDynamicError,
    "E843": PrimaryValue1NotDynamicError,
    "E844": PrimaryLabel2NotDynamicError,
    "E845": PrimaryValue2NotDynamicError,
    "E846": SecondaryLabel1NotDynamicError,
    "E847": SecondaryValue1NotDynamicError,
    "E848": SecondaryLabel2NotDynamicError,
    "E849": SecondaryValue2NotDynamicError,
    "E850": SecondaryLabel3NotDynamicError,
    "E851": SecondaryValue3NotDynamicError,
    "E852": SecondaryLabel4NotDynamicError,
    "E853": SecondaryValue4NotDynamicError,
    "E854": AuxiliaryLabel1NotDynamicError,
    "E855": AuxiliaryValue1NotDynamicError,
    "E856": AuxiliaryLabel2NotDynamicError,
    "E857": AuxiliaryValue2NotDynamicError,
    "E858": AuxiliaryLabel3NotDynamicError,
    "E859": AuxiliaryValue3NotDynamicError,
    "E860": AuxiliaryLabel4NotDynamicError,
    "E861": AuxiliaryValue4NotDynamicError,
    "E862": BackLabel1NotDynamicError,
    "E863": BackValue1NotDynamicError,
    "E864": BackLabel2NotDynamicError,
    "E865": BackValue2NotDynamicError,
    "E866": BackLabel3NotDynamicError,
    "E867": BackValue3NotDynamicError,
    "E868": BackLabel4NotDynamicError,
    "E869": BackValue4NotDynamicError,
    "E870": Location1NotDynamicError,
    "E871": Location2NotDynamicError,
    "E872": Location3NotDynamicError,
    "E873": Location4NotDynamicError,
    "E874": Location5NotDynamicError,
    "E875": Location6NotDynamicError,
    "E876": Location7NotDynamicError,
    "E877": Location8NotDynamicError,
    "E878": Location9NotDynamicError,
    "E879": Location10NotDynamicError,
    "E880": Latitude1InvalidError,
    "E881": Latitude2InvalidError,
    "E882": Latitude3InvalidError,
    "E883": Latitude4InvalidError,
    "E884": Latitude5InvalidError,
    "E885": Latitude6InvalidError,
    "E886": Latitude7InvalidError,
    "E887": Latitude8InvalidError,
    "E888": Latitude9InvalidError,
    "E889": Latitude10InvalidError,
    "E890": Longitude1InvalidError,
    "E891": Longitude2InvalidError,
    "E892": Longitude3InvalidError,
    "E893": Longitude4InvalidError,
    "E894": Longitude5InvalidError,
    "E895": Longitude6InvalidError,
    "E896": Longitude7InvalidError,
    "E897": Longitude8InvalidError,
    "E898": Longitude9InvalidError,
    "E899": Longitude10InvalidError,
    "E901": MobileRequiredError,
    "E902": CampaignIdRequiredError,
    "E903": MessagingCampaignNotFoundError,
    "E904": NumberSubscriptionFailedError,
    "E905": NumberUnsubscriptionFailedError,
    "E911": EmailRequiredError,
    "E912": EmailCampaignNotFoundError,
    "E913": EmailSubscriptionFailedError,
    "E914": EmailUnsubscriptionFailedError,
    "E915": EmailOptedOutError,
    "E916": EmailBouncedError,
    "E917": EmailSpamComplaintError,
    "E918": EmailOptedOutByAccountError,
    "E950": Beacon1NotDynamicError,
    "E951": Beacon2NotDynamicError,
    "E952": Beacon3NotDynamicError,
    "E953": Beacon4NotDynamicError,
    "E954": Beacon5NotDynamicError,
    "E955": Beacon6NotDynamicError,
    "E956": Beacon7NotDynamicError,
    "E957": Beacon8NotDynamicError,
    "E958": Beacon9NotDynamicError,
    "E959": Beacon10NotDynamicError,
    "E960": BeaconUuid1InvalidError,
    "E961": BeaconUuid2InvalidError,
    "E962": BeaconUuid3InvalidError,
    "E963": BeaconUuid4InvalidError,
    "E964": BeaconUuid5InvalidError,
    "E965": BeaconUuid6InvalidError,
    "E966": BeaconUuid7InvalidError,
    "E967": BeaconUuid8InvalidError,
    "E968": BeaconUuid9InvalidError,
    "E969": BeaconUuid10InvalidError,
    "E970": BeaconMajor1InvalidError,
    "E971": BeaconMajor2InvalidError,
    "E972": BeaconMajor3InvalidError,
    "E973": BeaconMajor4InvalidError,
    "E974": BeaconMajor5InvalidError,
    "E975": BeaconMajor6InvalidError,
    "E976": BeaconMajor7InvalidError,
    "E977": BeaconMajor8InvalidError,
    "E978": BeaconMajor9InvalidError,
    "E979": BeaconMajor10InvalidError,
    "E980": BeaconMinor1InvalidError,
    "E981": BeaconMinor2InvalidError,
    "E982": BeaconMinor3InvalidError,
    "E983": BeaconMinor4InvalidError,
    "E984": BeaconMinor5InvalidError,
    "E985": BeaconMinor6InvalidError,
    "E986": BeaconMinor7InvalidError,
    "E987": BeaconMinor8InvalidError,
    "E988": BeaconMinor9InvalidError,
    "E989": BeaconMinor10InvalidError,
    "E990": BeaconUuid1RequiredError,
    "E991": BeaconUuid2RequiredError,
    "E992": BeaconUuid3RequiredError,
    "E993": BeaconUuid4RequiredError,
    "E994": BeaconUuid5RequiredError,
    "E995": BeaconUuid6RequiredError,
    "E996": BeaconUuid7RequiredError,
    "E997": BeaconUuid8RequiredError,
    "E998": BeaconUuid9RequiredError,
    "E999": BeaconUuid10RequiredError,
}


def error_of(code: str | None, message: str | None) -> SkycoreError:
    """The exception for a code and a message of the service; UnknownCodeError for a new code."""
    told, text = (code or "").strip(), (message or "").strip()
    if kind := _BY_CODE.get(told):
        return kind(mask(text))
    return UnknownCodeError(mask(text), code=mask(told) or None)
