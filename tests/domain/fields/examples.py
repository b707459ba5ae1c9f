"""Every example by name: at least one of each kind, one more for each variant."""

from tests.domain.fields.choices import CHOICES
from tests.domain.fields.figures import FIGURES
from tests.domain.fields.words import WORDS

EXAMPLES = {**CHOICES, **FIGURES, **WORDS}
