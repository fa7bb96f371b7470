"""The five invented bureaus of the demo, one for each regulation.

Their people, schools and streets do not exist, and the region in their credit codes is assigned to no place,
so that no code made from it can belong to a real school. The laws that their items stand on are real.
"""

from demo.samples import changli, lianchi, ordos, quyang_county, quyang_education
from demo.samples.sample import Sample

SAMPLES: dict[str, Sample] = {
    "quyang-education-2023": quyang_education.SAMPLE,
    "quyang-county-2022": quyang_county.SAMPLE,
    "changli-education-2017": changli.SAMPLE,
    "ordos-education-sport": ordos.SAMPLE,
    "lianchi-education-sport-2023": lianchi.SAMPLE,
}
