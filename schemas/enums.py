"""The closed lists of values that published columns take, one enum a column."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a page is as a whole (``pages.verdict``)."""

    ARTICLE = "article"
    SEVERAL = "several"
    HUB = "hub"
    LISTING = "listing"
    THREAD = "thread"
    PRODUCT = "product"
    FORM = "form"
    BOT_WALL = "bot_wall"
    ERROR = "error"
    EMPTY = "empty"

    @property
    def publishes(self) -> bool:
        """Whether a page with this verdict has documents."""
        return self not in (Verdict.FORM, Verdict.BOT_WALL, Verdict.ERROR, Verdict.EMPTY)


class BlockKind(StrEnum):
    """What a block is on its page (``blocks.kind``)."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    DEFINITION = "definition"
    OTHER = "other"


class DropReason(StrEnum):
    """Why a block is not in the clean text (``blocks.reason``)."""

    NAV = "nav"
    BODY_PART_MENU = "body_part_menu"
    FORM = "form"
    CONSENT = "consent"
    COOKIE = "cookie"
    CONTACT = "contact"
    OPENING_HOURS = "opening_hours"
    MAP = "map"
    BYLINE = "byline"
    CTA = "cta"
    AD = "ad"
    RELATED_LINKS = "related_links"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    COMMENTS = "comments"
    TESTIMONIAL = "testimonial"
    REFERENCES = "references"
    LEGAL = "legal"
    HIDDEN = "hidden"
    BOT_WALL = "bot_wall"
    JUNK = "junk"
    DUPLICATE = "duplicate"
    SITE_TEMPLATE = "site_template"


class DuplicateKind(StrEnum):
    """How a document repeats another (``documents.duplicate_kind``)."""

    EXACT = "exact"
    NEAR = "near"


class DocumentKind(StrEnum):
    """What a document is about (``documents.kind``)."""

    CONDITION = "condition_article"
    SYMPTOM = "symptom_article"
    TREATMENT = "treatment_article"
    EXERCISE = "exercise_article"
    HUB = "hub"
    THREAD = "thread"
    PRODUCT = "product"
    OTHER = "other"


class HeadingSource(StrEnum):
    """Where a section's heading was found (``sections.heading_source``)."""

    MARKUP = "markup"
    NUMBERED = "numbered"
    LINE_SHAPE = "line_shape"
    INFERRED = "inferred"
    NONE = "none"


class SectionKind(StrEnum):
    """What a section is about, after schema.org's HealthAspectEnumeration (``sections.kind``)."""

    OVERVIEW = "overview"
    SYMPTOMS = "symptoms"
    CAUSES = "causes"
    RISK_FACTORS = "risk_factors"
    COMPLICATIONS = "complications"
    DIAGNOSIS = "diagnosis"
    TREATMENT = "treatment"
    SELF_CARE = "self_care"
    PREVENTION = "prevention"
    SEE_DOCTOR = "see_doctor"
    OUTLOOK = "outlook"
    EXERCISE = "exercise"
    TYPES = "types"
    STAGES = "stages"
    SIDE_EFFECTS = "side_effects"
    CONTRAINDICATIONS = "contraindications"
    LIVING_WITH = "living_with"
    PREGNANCY = "pregnancy"
    HOW_IT_WORKS = "how_it_works"
    RESEARCH = "research"
    OTHER = "other"


class ConditionRole(StrEnum):
    """What a condition is to its document (``conditions.role``)."""

    TOPIC = "topic"
    CONDITION = "condition"
    CAUSE = "cause"
    COMPLICATION = "complication"
    MENTIONED = "mentioned"


class SymptomKind(StrEnum):
    """Felt by the patient or seen by others (``symptoms.kind``)."""

    SYMPTOM = "symptom"
    SIGN = "sign"


class Laterality(StrEnum):
    """The side of the body, after HPO (``symptoms.laterality``)."""

    LEFT = "left"
    RIGHT = "right"
    UNILATERAL = "unilateral"
    BILATERAL = "bilateral"
    AFFECTED_SIDE = "affected_side"


class Severity(StrEnum):
    """How bad, after HPO's severity terms (``symptoms.severity``)."""

    BORDERLINE = "borderline"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    PROFOUND = "profound"


class TreatmentType(StrEnum):
    """What a treatment is (``treatments.type``)."""

    DRUG = "drug"
    DRUG_CLASS = "drug_class"
    TOPICAL = "topical"
    INJECTION = "injection"
    SURGERY = "surgery"
    PROCEDURE = "procedure"
    PHYSICAL_THERAPY = "physical_therapy"
    EXERCISE = "exercise"
    MANUAL_THERAPY = "manual_therapy"
    HEAT_COLD = "heat_cold"
    DEVICE = "device"
    SELF_CARE = "self_care"
    POSITIONING = "positioning"
    LIFESTYLE = "lifestyle"
    DIET = "diet"
    PSYCHOLOGICAL = "psychological"
    COMPLEMENTARY = "complementary"
    SUPPLEMENT = "supplement"
    VACCINE = "vaccine"


class Position(StrEnum):
    """The position an exercise starts from (``exercises.position``)."""

    SUPINE = "supine"
    PRONE = "prone"
    SIDE_LYING = "side_lying"
    QUADRUPED = "quadruped"
    KNEELING = "kneeling"
    HALF_KNEELING = "half_kneeling"
    SITTING = "sitting"
    STANDING = "standing"
    SQUAT = "squat"
    HANGING = "hanging"
    PLANK = "plank"
    OTHER = "other"


class RepsBasis(StrEnum):
    """What a repetition count counts (``exercises.reps_basis``)."""

    TOTAL = "total"
    PER_SIDE = "per_side"


class Predicate(StrEnum):
    """How the subject of a relation stands to its object (``relations.predicate``)."""

    SYMPTOM_OF = "symptom_of"
    TREATS = "treats"
    RELIEVES = "relieves"
    MANAGES = "manages"
    PREVENTS = "prevents"
    CONTRAINDICATED = "contraindicated"
    MAY_WORSEN = "may_worsen"
    CAUSE_OF = "cause_of"
    RISK_FACTOR_OF = "risk_factor_of"
    COMPLICATION_OF = "complication_of"


class Certainty(StrEnum):
    """How sure the page is of a relation (``relations.certainty``)."""

    STATED = "stated"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


class RecordKind(StrEnum):
    """The four kinds of records; the value is the singular of the table's name."""

    CONDITION = "condition"
    SYMPTOM = "symptom"
    TREATMENT = "treatment"
    EXERCISE = "exercise"


class CodeMatch(StrEnum):
    """How a code was found (``codes.match``)."""

    EXACT = "exact"
    SYNONYM = "synonym"
    COMPOSED = "composed"
    MAPPED = "mapped"
    FUZZY = "fuzzy"


class Stage(StrEnum):
    """The step in which an input failed (``quarantine.stage``)."""

    SOURCE = "source"
    PARSE = "parse"
    COMPARE = "compare"
    EXTRACT = "extract"
    PUBLISH = "publish"
