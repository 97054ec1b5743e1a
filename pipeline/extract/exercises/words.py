"""The words by which instructions and names of exercises are told: verbs, body parts, heads of names."""

from __future__ import annotations

import re

POSTURE = "lie lay sit stand kneel squat crouch hang get start begin assume stay remain"
MOVES = (
    "bend straighten extend raise lift lower reach pull push press squeeze tighten hold stretch twist rotate turn tilt "
    "lean step lunge roll curl cross grasp grab clasp interlace interlock lace bring draw tuck slide swing "
    "circle march hop jump "
    "walk jog arch round flex point spread shift hinge drop sink drive brace engage contract clench elevate "
    "retract pinch hug "
    "touch tap wrap loop climb rock sway shrug nod tense thrust crunch kick pulse fold rise unfold scoop "
    "straddle balance "
    "dip pedal glide wiggle pump shake stabilize stabilise externally internally alternate suck sweep run throw "
    "toss catch seat "
    "hover float snatch jerk explode fall crawl shuffle skip sprint kneel windmill bounce rebound"
)
OTHERS = (
    "place put keep rest position relax release return repeat switch breathe inhale exhale come move open close "
    "make take use try "
    "imagine feel think allow let ensure avoid aim go perform do complete pause maintain look lock support "
    "attach anchor set focus "
    "continue count check find choose select adjust add change work build finish end pretend visualize "
    "visualise remember "
    "attempt give leave separate line align plant stack face gaze secure load rack grip spend reverse pick stop "
    "control "
    "don't do never always be execute initiate adopt clean lace follow catch strap grab throw pass receive "
    "inform rerack re-rack unrack "
    "tuck turn carry drag load unload strike leap land travel"
)
STRONG_VERBS = frozenset(f"{POSTURE} {MOVES}".split())
VERBS = STRONG_VERBS | frozenset(OTHERS.split())

ADVERBS = (
    r"(?:slowly|gently|carefully|gradually|then|now|next|finally|first|firstly|second|secondly|third|also|again|"
    r"lastly|afterwards?|simultaneously|"
    r"simply|just|please|once\s+again|and|but|so|or|to\s+(?:start|begin|finish|end)|at\s+the\s+same\s+time|"
    r"from\s+(?:here|there|this\s+position)|"
    r"in\s+this\s+position|quickly|slightly|lightly|firmly|immediately|keeping\s+control|with\s+control|"
    r"alternately|alternatively|after\s+that|"
    r"you\s+(?:can|should|may|will|must|want\s+to|need\s+to|could)(?:\s+(?:also|then|now|feel|even|either))?|"
    r"let\s+yourself|try\s+to|continue\s+to|remember\s+to|"
    r"be\s+sure\s+to|make\s+sure\s+to|your\s+goal\s+is\s+to)"
)
LEAD_IN = re.compile(rf"^[\"'“‘(\[•*·–—-]*\s*(?:(?:step\s+)?\d{{1,2}}\s*[.):-]\s*)?(?:{ADVERBS},?\s+)*", re.I)
SUBORDINATE = re.compile(
    r"^(?:while|as|similar\s+to|same\s+as|like|with|without|when|once|after|before|from|in|on|at|keeping|"
    r"holding|using|lying|sitting|standing|kneeling|starting|leaning|facing|"
    r"to|if|inhaling|exhaling|breathing|bending|squeezing|engaging|maintaining|beginning|during|until|by|for|"
    r"through|making|pressing|pushing|allowing|"
    r"resting|grasping|moving|lifting|raising|placing|bracing|(?:hands?|feet|arms?|legs?|knees?|palms?|elbows?|"
    r"heels?|toes?)(?=\s+(?:\w+\s+){0,2}?(?:behind|on|at|by|under|over|above|apart|together|shoulder|hip|wide|"
    r"down|up|straight|bent|flat|extended|out|in|to|against|facing)\b))\b[^.;!?]{2,110}?,\s*",
    re.I,
)
GERUND = re.compile(
    r"^(?:lying|laying|sitting|seated|standing|kneeling|starting|bending|holding|keeping|leaning|squatting|"
    r"hanging|begin+ing)\b",
    re.I,
)
BODY = re.compile(
    r"\b(?:arms?|legs?|knees?|hips?|backs?|shoulders?|hands?|foot|feet|toes?|heels?|elbows?|chest|head|neck|"
    r"chin|spine|core|abs?|abdominals?|"
    r"abdomen|glutes?|buttocks?|butt|bottom|bum|bums|thighs?|calf|calves|ankles?|wrists?|fingers?|thumbs?|"
    r"pelvi[cs]|torso|trunk|belly|stomach|tummy|"
    r"palms?|forearms?|body|upper\s+body|shins?|waist|hamstrings?|quads?|quadriceps|shoulder\s+blades?|ribs?|"
    r"forehead|muscles?|hands\s+and\s+knees|"
    r"all\s+fours|floor|ground|mat|wall|biceps?|triceps?|lats?|groin|sides?|jaw|tongue|eyes?|ears?|position|"
    r"crown|sternum|tailbone|weights?|dumbbells?|barbell|bar|band|kettlebells?|treadmill|elliptical|"
    r"rowing\s+machine|rower|stationary\s+bike|"
    r"medicine\s+ball|exercise\s+ball|stability\s+ball|weight\s+plate|pull-?up\s+bar|pulley|sled|"
    r"cable\s+machine|straps?)\b",
    re.I,
)
RU_VERB = re.compile(
    r"^(?:(?:затем|потом|теперь|медленно|плавно|аккуратно|осторожно|далее|после\s+этого|на\s+вдохе|на\s+выдохе|"
    r"не|и|слегка|одновременно|также|"
    r"старайтесь|в\s+этом\s+положении|из\s+этого\s+положения)[,\s]+)*(?:(?:упор|исходное\s+положение|и\.\s?п\.|"
    r"л[её]жа|сидя|стоя)\b|[а-яё]+(?:ите|йте|ьте|итесь|йтесь|ьтесь|ть|ться|чь)\b)",
    re.I,
)
RU_BODY = re.compile(
    r"\b(?:спин|колен|ног|рук|таз|голов|плеч|ше[юяеи]|груд|пол[ауе]?\b|живот|стоп|локт|бедр|б[её]дер|ягодиц|"
    r"пресс|корпус|четвереньк|стул|стен|носк|носок|"
    r"ладон|подбород|пятк|пятоk|пальц|бок|тел[оауе]|туловищ|поясниц|лопат|икр|мышц|положени|кист|предплеч|"
    r"коврик|гантел|штанг)\w*",
    re.I,
)
HEADS = (
    "stretch squat lunge plank bridge curl raise press push-up pushup pull-up pullup chin-up sit-up situp "
    "crunch deadlift row dip pose twist tilt "
    "bird-dog birddog bug camel cow clam clamshell superman kegel burpee jack climber step-up step stepup slide "
    "sit kickback fly flye extension flexion rotation "
    "abduction adduction swing march marching circle roll shrug hug cobra dog walk pulse kick jump hop nod "
    "retraction squeeze glide floss "
    "pendulum pump tuck drawing-in reach rollout pulldown pushdown pull-down push-down pullover snatch clean "
    "jerk thruster hinge good-morning wiper scissor flutter "
    "drill exercise lift leg-raise skate clench arc shake-out balance crawl carry hold pull push turn bend "
    "rocking rock wag thrust "
    "release rolling roller locust pigeon butterfly hundred teaser swan swimmer mermaid sphinx warrior triangle "
    "tree eagle child's "
    "knee-to-chest chest arch stand salutation fold backbend split get-up sprint chop woodchop windmill "
    "inchworm bicycle spread "
    "doorway pinch punch press-up pressup heel-drop drop isometric wave shimmy sway stir crossover crossovers "
    "crunches stretches presses squat-thrust "
    "toe-tap tap side-bend bends opener openers opening mobilization mobilisation breathing scrunch grip "
    "bouncer relevé plié lowering skier bound row-out "
    "chin pull-in press-down rolldown roll-down throw-down toucher touches adductor abductor deltoid partial "
    "shuffle leap skater scaption scoop series tibialis-smr smr rotator hyperextension raise-hold iso-hold "
    "step-down stepdown sprint swimmer sweep bicycling "
    "planks pull-through pull-apart face-pull slam throw toss pass pedal cat-cow cat heel-raise calf-raise "
    "nordic wall-sit stretching hang"
)
NAME_HEADS = frozenset(HEADS.split())
RU_HEADS = re.compile(
    r"\b(?:приседан|присед|присяд|отжиман|скручиван|мостик|мост\b|планк|выпад|наклон|поворот|подтягиван|"
    r"подъ[её]м|мах[иа]?\b|растяжк|растягиван|кошк|тяга|жим|сгибан|"
    r"разгибан|вращен|поза|упражнени|лодочк|бабочк|велосипед|ножниц|берпи|прыжк|ходьб|разведени|сведени|"
    r"вытяжени|перекат|гиперэкстенз|супермен|собак|"
    r"голубь|кобра|стойка|шаг|кивк|круг|удержан)\w*",
    re.I,
)
