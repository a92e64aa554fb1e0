"""Codes of acknowledgements, in words.

Source: X12 data elements I18 (TA105), 620 (IK304), 621 (IK403), with the implementation codes of
005010X231A1 (I...).
"""

INTERCHANGE_NOTES = {
    "001": "interchange control numbers differ",
    "002": "interchange standard not supported",
    "003": "interchange version not supported",
    "004": "segment terminator invalid",
    "005": "qualifier of the sender id invalid",
    "006": "sender id invalid",
    "007": "qualifier of the receiver id invalid",
    "008": "receiver id invalid",
    "009": "receiver id not known",
    "010": "authorization qualifier invalid",
    "011": "authorization invalid",
    "012": "security qualifier invalid",
    "013": "security information invalid",
    "014": "interchange date invalid",
    "015": "interchange time invalid",
    "017": "interchange version invalid",
    "018": "interchange control number invalid",
    "020": "usage indicator invalid",
    "021": "number of groups invalid",
    "022": "control structure invalid",
    "023": "interchange ended too early",
    "024": "interchange content invalid",
    "025": "interchange control number used before",
    "026": "element separator invalid",
    "027": "component separator invalid",
}
ENDED_EARLY = "023"
SEGMENT_ERRORS = {
    "1": "segment not recognized",
    "2": "segment unexpected",
    "3": "required segment missing",
    "4": "loop repeated too often",
    "5": "segment repeated too often",
    "6": "segment not in this transaction",
    "7": "segment out of order",
    "8": "segment has errors in its elements",
    "I4": "segment not used here",
    "I6": "segment required here is missing",
    "I7": "loop required here is missing",
    "I8": "segment below its least count",
    "I9": "segment depends on another",
}
ELEMENT_ERRORS = {
    "1": "required element missing",
    "2": "element required by another is missing",
    "3": "too many elements",
    "4": "element too short",
    "5": "element too long",
    "6": "character not allowed",
    "7": "code value not allowed",
    "8": "date invalid",
    "9": "time invalid",
    "10": "element excluded by another",
    "12": "too many repetitions",
    "13": "too many components",
    "I6": "code value not used here",
    "I9": "element depends on another",
    "I10": "element not used here",
    "I11": "element required here is missing",
    "I12": "element must match another",
    "I13": "value does not match the expected format",
}
