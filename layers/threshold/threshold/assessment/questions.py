"""What a clinician asks on the first call: a question for each rule, and for what is missing."""

from collections.abc import Mapping

BY_RULE: Mapping[str, str] = {
    "S1": "Are you safe right now, and who is with you? Have you decided how and when?",
    "S2": "You told us something serious: are you having thoughts of killing yourself right now?",
    "S3": "What has kept you from acting on it so far, and what is within reach now?",
    "S4": "Whom do you think of harming, where are they, and what would stop you tonight?",
    "S5": "What are the voices telling you to do? Do you know where you are and what day it is?",
    "M1": "When was your last drink or dose, and what are you feeling in your body right now?",
    "M2": "When you stopped before, what happened, and where were you treated?",
    "M5": "How far along are you, when did you last use, and who is your prenatal care?",
    "M7": "Which condition is not under control, and when did a doctor last see you for it?",
    "S6": "How often do the thoughts come, what brings them on, and what do you have at home?",
    "S7": "What can you still do on an ordinary day, and what has stopped altogether?",
    "S8": "Who has seen you since then, what was agreed, and do you have the papers?",
    "S9": "Was that different from your usual self? Did others notice, and how long did it last?",
    "S10": "What did you eat yesterday? When did you last faint, and how much weight in how long?",
    "S11": "What makes a video session hard to follow, and who could sit with you?",
    "S12": "You said yes to a question about safety: what happened, and is it still going on?",
    "M3": "Which one, how much, for how long, and who prescribes it?",
    "M4": "What do you use and how, and would you want medication for it? Do you have naloxone?",
    "M6": "What did you take, were you alone, and what is different since?",
    "C1": "Are you alone now? Do you feel safe at home, and would you speak with an advocate?",
    "C2": "Can I ask you some questions with nobody else in the room, now or at another time?",
    "C3": "What does the order say, and until when?",
    "F1": "Where are you now, and will you be in another state in the next weeks?",
    "F2": "Who looks after your care, and which program for your age have you tried?",
    "F2M": "Who may know that you are calling, and who usually signs for your care?",
    "F3": "Do you have any other coverage, and would an in-person program be within reach?",
    "F4": "Where could you be undisturbed, and with what device, if we lent you one?",
    "F5": "Which hours could you give, now or from what date?",
    "F6": "May I ask you now the questions about safety that were left open?",
    "L1": "What do you want to be different in three months, and what has helped before?",
    "L2": "What does the pain keep you from, and what have you tried for it?",
    "L3": "What brought you to look for this now, and would a weekly session be enough?",
    "Z": "What worries you most that the questions did not ask about?",
}
"""By rule, in no order: the brief takes them in the order in which rules fired."""
WHEN_MISSING: Mapping[str, str] = {
    "location/state": "Which state are you in right now?",
    "person/birth_date": "What is your date of birth?",
    "phq-9/difficulty": "How hard have these problems made work, home and other people for you?",
    "phq-9": "How have mood, sleep and energy been over the last two weeks?",
    "gad-7": "How much worry or nervousness have you had over the last two weeks?",
    "withdrawal": "When did you last drink or use, and what happened when you stopped before?",
    "pc-ptsd-5": "Has something frightening happened that is still with you?",
    "audit": "How often do you drink, and how much on such a day?",
    "drug-use": "What have you used in the past year, and how often?",
}
"""By instrument, or by item where one has a question of its own."""
ALWAYS = (
    "What do you want to be different in three months, and what has helped before?",
    "Who else treats you now, and what are you taking?",
    "What could get in the way of coming several times a week?",
)
"""For when the rules and the gaps give fewer than three."""
