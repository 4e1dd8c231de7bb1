"""The gazetteer: what every record promises, and how a project's own names lie over it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from dateline.core.model import EntityKind
from dateline.core.text import slug
from dateline.core.when import When
from dateline.lexicon.gazetteer import DATA, Gazetteer, load_gazetteer
from dateline.lexicon.language import Lexicon

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Kazakhstan"), ("sv", "Kazakstan"), ("de", "Kasachstan"), ("fr", "Kazakhstan")]
)
def test_a_country_has_its_name_in_each_language(gazetteer: Gazetteer, language: str, name: str) -> None:
    """A country shows under the name of the language asked for."""
    assert name == gazetteer.name("KZ", language)


def test_an_unknown_language_falls_back_to_english(gazetteer: Gazetteer) -> None:
    """A name in a language no data has is the English one; an unknown id is its own name."""
    assert "Sweden" == gazetteer.name("SE", "fi")
    assert "nowhere-at-all" == gazetteer.name("nowhere-at-all", "en")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Foreign Ministry of Kazakhstan"),
        ("sv", "Kazakstans utrikesministerium"),
        ("de", "Außenministerium (Kasachstan)"),
    ],
)
def test_a_derived_body_has_a_readable_name(gazetteer: Gazetteer, language: str, name: str) -> None:
    """A ministry that no record holds is called by its country and kind."""
    assert name == gazetteer.name("KZ/mfa", language)


def test_every_derived_body_has_names(gazetteer: Gazetteer) -> None:
    """Whatever kind of body a language pack can find, the gazetteer can name."""
    kinds = {kind for pack in Lexicon().packs.values() if pack.names is not None for kind in pack.names.bodies}
    assert [] == sorted(kind for kind in kinds if gazetteer.name(f"KZ/{kind}", "sv") == f"KZ/{kind}")


@pytest.mark.parametrize(("language", "short"), [("en", "CIS"), ("sv", "OSS"), ("de", "GUS"), ("fr", "CEI")])
def test_headlines_call_the_commonwealth_by_its_acronym(gazetteer: Gazetteer, language: str, short: str) -> None:
    """The short name of a body is the acronym of the language."""
    assert short == gazetteer.short("cis", language)


def test_there_are_249_countries_each_with_four_names(gazetteer: Gazetteer) -> None:
    """All ISO 3166-1 codes are there, and none besides; each has a name in four languages."""
    countries = gazetteer.all(EntityKind.COUNTRY)
    assert 249 == len(countries)
    assert [] == [r.id for r in countries if not {"en", "sv", "de", "fr"} <= set(r.names)]
    assert "NO" in {r.id for r in countries}
    assert "XK" not in {r.id for r in countries}


def test_disputed_states_with_a_code_are_countries_and_say_so(gazetteer: Gazetteer) -> None:
    """Taiwan and Palestine have ISO codes and are flagged; Kosovo and the Soviet Union are places with a note."""
    for code in ("TW", "PS", "EH"):
        record = gazetteer.get(code)
        assert record is not None
        assert "disputed" == record.status
    for place in ("kosovo", "soviet-union", "nagorno-karabakh", "transnistria"):
        record = gazetteer.get(place)
        assert record is not None
        assert EntityKind.PLACE is record.kind
        assert record.note


CITY_STATES = frozenset({"MC", "SG", "SM", "VA"})
CODES = (
    "AI AQ AS AW BL BM BQ BV CC CK CW CX EH FK GF GG GI GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU PF PM PN PR",
    "PS RE SC SH SJ SX TC TF TK UM VG VI WF YT",
)
TERRITORIES = frozenset(code for line in CODES for code in line.split())


def test_states_have_capitals(gazetteer: Gazetteer) -> None:
    """Every state that is no city has a capital, and the capital leads back to it."""
    lacking = {r.id for r in gazetteer.all(EntityKind.COUNTRY) if gazetteer.capital(r.id) is None}
    assert set() == lacking - CITY_STATES - TERRITORIES
    capital = gazetteer.capital("KZ")
    assert capital is not None
    assert ("astana", "KZ") == (capital.id, gazetteer.country_of(capital.id))


def test_references_between_records_lead_somewhere(gazetteer: Gazetteer) -> None:
    """Every country, member, seat and successor that a record names is itself a record."""
    broken = [
        (record.id, target)
        for record in gazetteer
        for target in (record.country, record.capital_of, record.seat, *record.members, *record.successors)
        if target is not None and target not in gazetteer
    ]
    assert [] == broken


def test_ids_are_slugs_codes_or_bodies_of_a_state(gazetteer: Gazetteer) -> None:
    """An id can stand in an address: a slug, an ISO code, or `RU/mfa`."""
    pattern = re.compile(r"[A-Z]{2}|([A-Z]{2}/)?[a-z0-9]+(-[a-z0-9]+)*")
    assert [] == [record.id for record in gazetteer if not pattern.fullmatch(record.id)]
    assert slug("Vladimir Putin") in gazetteer


def test_birth_dates_and_offices_are_dates(gazetteer: Gazetteer) -> None:
    """Every date of a person parses as EDTF, and no term ends before it begins."""
    for record in gazetteer.all(EntityKind.PERSON):
        for text in filter(None, [record.born, *(d for o in record.offices for d in (o.first, o.last))]):
            assert When.parse(text)
        for office in record.offices:
            assert not office.last or not office.first or office.first <= office.last, record.id


def test_coordinates_lie_on_earth(gazetteer: Gazetteer) -> None:
    """Latitude and longitude are not swapped beyond their ranges."""
    for record in gazetteer.all(EntityKind.PLACE):
        if record.latitude is not None and record.longitude is not None:
            assert -90 <= record.latitude <= 90, record.id
            assert -180 <= record.longitude <= 180, record.id


def test_world_events_have_dates_names_and_a_source(gazetteer: Gazetteer) -> None:
    """Each reference point has an EDTF date, names in English, Swedish and German, and the document it rests on."""
    assert len(gazetteer.anchors) > 100
    for event in gazetteer.anchors:
        assert When.parse(event.when)
        assert {"en", "sv", "de"} <= set(event.names), event.id
        assert event.source, event.id


def test_country_of_follows_places_people_and_derived_bodies(gazetteer: Gazetteer) -> None:
    """The country that follows from an id, also of a ministry no record holds."""
    assert "KZ" == gazetteer.country_of("astana")
    assert "RU" == gazetteer.country_of("RU/mfa")
    assert "FR" == gazetteer.country_of("emmanuel-macron")
    assert gazetteer.country_of("nato") is None


PROJECT = """
nato:
  aliases: [the Pact]
  never: [Otan]
kalanda-copper:
  names: {en: Kalanda Copper, de: Kalanda-Kupfer}
  kind: company
  country: ZM
proposed:
  civic-union:
    names: {en: Civic Union}
"""


def test_a_project_adds_and_overrides(gazetteer: Gazetteer) -> None:
    """The project's names lie over the built-in ones; what is only proposed is not there yet."""
    own = load_gazetteer(PROJECT)
    assert "Kalanda-Kupfer" == own.name("kalanda-copper", "de")
    assert "ZM" == own.country_of("kalanda-copper")
    texts = {alias.text for alias in own.aliases() if alias.entity == "nato"}
    assert "the Pact" in texts
    assert "Otan" not in texts
    assert "Otan" in {alias.text for alias in gazetteer.aliases() if alias.entity == "nato"}
    assert "civic-union" not in own


def test_countries_file_is_what_its_generator_writes() -> None:
    """countries.yaml was not edited by hand: the generator gives the same file from the same CLDR."""
    babel = pytest.importorskip("babel")
    text = (DATA / "countries.yaml").read_text("utf-8")
    if f"Babel {babel.__version__}." not in text:
        pytest.skip("another version of CLDR")
    spec = importlib.util.spec_from_file_location("make_countries", ROOT / "tools" / "make_countries.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert text == module.generate()


def test_a_new_name_is_the_name_of_headlines_too():
    """A project that renames a body reads its name everywhere; a short name of its own goes before, others stay."""
    renamed = Lexicon("nato: {names: {en: The Alliance}}\ncis: {names: {en: The Commonwealth}, short: {en: CW}}\n")
    assert ["The Alliance", "CW"] == [renamed.gazetteer.short(body, "en") for body in ("nato", "cis")]
    built_in = Lexicon().gazetteer
    assert built_in.short("cis", "sv") == renamed.gazetteer.short("cis", "sv")
