"""Names: where they begin and end, what they are, and which of them are one thing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from time import process_time

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.names.acronyms import initials, is_acronym_of
from graph.annotate.names.gazetteer import gazetteer, name_key, plain
from graph.annotate.names.organization_index import OrganizationIndex
from graph.annotate.names.organizations import short_form, words_of
from graph.annotate.names.selectional_preferences import preferences
from graph.annotate.pipeline import pipeline
from graph.annotate.refs import Draft, drafts, refs
from graph.model import MentionKind
from graph.ontology import default_ontology

Found = dict[str, Draft]


@cache
def _nlp() -> Language:
    return pipeline()


@pytest.fixture(scope="session")
def nlp() -> Language:
    return _nlp()


def named(doc: Doc) -> Found:
    """The entities that are named in a Doc, by label."""
    keys = {ref.key for ref in refs(doc) if ref.kind is MentionKind.NAME}
    return {draft.label: draft for key, draft in drafts(doc).items() if key in keys}


# what a text names: its labels with their classes, all of them
WHOLE = [
    # bodies, nested and joined
    ("Adam Reed, director of the Digital and Cyberspace Policy program at Fordham University, spoke.",
     {"Adam Reed": "Person", "Digital and Cyberspace Policy program": "Organization",
      "Fordham University": "Institute"}),
    ("The Ministry of Trade and Industry opened a school.", {"Ministry of Trade and Industry": "Agency"}),
    ("The Westminster Magistrates' Court released Karl Brandt.",
     {"Westminster Magistrates' Court": "Agency", "Karl Brandt": "Person"}),
    ("Lucas Meyer of Meyer Group said nothing.", {"Lucas Meyer": "Person", "Meyer Group": "Organization"}),
    ("He quoted the U.N. Panel of Legal Advisers (PLA) in the Field of Outer Space.",
     {"United Nations": "InternationalBody", "Panel of Legal Advisers": "Organization"}),
    ("The Lazarus group attacked Sony.", {"Lazarus group": "ArmedGroup|Organization", "Sony": "Company"}),
    # bodies named after two fields or more
    ("The Department of Labor and Immigration paid.", {"Department of Labor and Immigration": "Agency"}),
    ("The Ministry of Agriculture, Food and Rural Affairs banned the import.",
     {"Ministry of Agriculture, Food and Rural Affairs": "Agency"}),
    ("The Bureau of Alcohol, Tobacco, Firearms and Explosives raided a warehouse.",
     {"Bureau of Alcohol, Tobacco, Firearms and Explosives": "Agency"}),
    ("The National Union of Rail, Maritime and Transport Workers called a strike.",
     {"National Union of Rail, Maritime and Transport Workers": "Organization"}),
    ("Prosecutors of the Money Laundering and Asset Recovery Section charged him.",
     {"Money Laundering and Asset Recovery Section": "Organization"}),
    ("The Criminal Division's Fraud and Public Corruption Section sued Shell.",
     {"Criminal Division": "Organization", "Fraud and Public Corruption Section": "Organization",
      "Shell": "Company|Organization"}),
    ("The Caribbean Surveillance and Response Unit will open in May.",
     {"Caribbean Surveillance and Response Unit": "Agency"}),
    ("Ana Ruiz of the Anti-Terrorism and Border Protection Unit resigned.",
     {"Ana Ruiz": "Person", "Anti-Terrorism and Border Protection Unit": "Agency"}),
    ("The Committee on Foreign Affairs, Defence and Trade met.",
     {"Committee on Foreign Affairs, Defence and Trade": "Organization"}),
    ("The Agency for the Protection of Children sued Meta.",
     {"Agency for the Protection of Children": "Agency", "Meta": "Company|Organization"}),
    # … and bodies side by side
    ("The Ministry of Defence and Siemens signed.", {"Ministry of Defence": "Agency", "Siemens": "Company"}),
    ("The University of Lima, Harvard and Yale agreed.",
     {"University of Lima": "Institute", "Harvard University": "Institute", "Yale University": "Institute"}),
    ("The Federal Bureau of Investigation, Interpol and Scotland Yard agreed.",
     {"Federal Bureau of Investigation": "Agency", "Interpol": "InternationalBody",
      "Scotland Yard": "Agency"}),
    ("The Ministry of Defence, Congress and Parliament agreed.",
     {"Ministry of Defence": "Agency", "Parliament": "Agency"}),
    ("The Commerce Department and Trade Office disagreed.",
     {"Commerce Department": "Agency", "Trade Office": "Agency"}),
    # bodies named after an office
    ("Berlin's Prosecutor's Office charged Karl Brandt.",
     {"Berlin": "Place", "Prosecutor's Office": "Agency", "Karl Brandt": "Person"}),
    ("The Attorney-General's Department refused.", {"Attorney-General's Department": "Agency"}),
    ("The District Attorney's Office of Dallas County sued Sony.",
     {"District Attorney's Office of Dallas County": "Agency", "Sony": "Company"}),
    ("The U.S. Attorney's Office for the Northern District of Georgia refused.",
     {"Attorney's Office for the Northern District of Georgia": "Agency", "United States": "Country"}),
    ("President Diallo's Office of Trade resigned.", {"Diallo": "Person", "Office of Trade": "Agency"}),
    # letters after a name
    ("Omar Diallo, M.B. Ch.B., spoke.", {"Omar Diallo": "Person"}),
    ("Sir Harold Wiggins, K.C.M.G., governed Malta.", {"Harold Wiggins": "Person", "Malta": "Country"}),
    ("Peter Marsh, OBE, chaired Sony.", {"Peter Marsh": "Person", "Sony": "Company"}),
    ("Lt. Gen. Carl Hopper (Ret.) joined Boeing.", {"Carl Hopper": "Person", "Boeing": "Company"}),
    ("Colin Dale QC spoke for Sony.", {"Colin Dale": "Person", "Sony": "Company"}),
    ("Alan Pryce MP visited Ghana.", {"Alan Pryce": "Person", "Ghana": "Country"}),
    ("New Zealand MP Ana Ruiz left Peru.",
     {"New Zealand": "Country", "Ana Ruiz": "Person", "Peru": "Country"}),
    ("He met the South African MP.", {"South Africa": "Country"}),
    ("Officials of Los Angeles, USA, met.", {"Los Angeles": "Place", "United States": "Country"}),
    # products are neither bodies nor people
    ("Nokia unveiled the Fanta Phone.", {"Nokia": "Company"}),
    ("Pfizer launched Zaltrex in May and discontinued Nolvadin.", {"Pfizer": "Company"}),
    ("Microsoft released Windows Orchid.", {"Microsoft": "Company"}),
    ("Volvo will stop making the Brava sedan.", {"Volvo": "Company"}),
    # … and what else is released, launched and sold
    ("Iran released Jason Rezai in 2016.", {"Iran": "Country", "Jason Rezai": "Person"}),
    ("They launched Free Rivers, an aid group.", {"Free Rivers": "Organization"}),
    ("The maker sold Jaguar to Tata.", {"Jaguar": "Organization|Company", "Tata": "Organization|Company"}),
    # titles, and rulers with their number
    ("The former Chief Operating Officer, Tim Marsh will leave.", {"Tim Marsh": "Person"}),
    ("Minister Resident Alan Pryce signed.", {"Alan Pryce": "Person"}),
    ("William Polk, Chargé d’Affaires to Peru, left.", {"William Polk": "Person", "Peru": "Country"}),
    ("King George II died in 1760. King George III ruled Malta. George III wrote it.",
     {"George II": "Person", "George III": "Person", "Malta": "Country"}),
    # states
    ("Chinese officials met the Americans.", {"China": "Country", "United States": "Country"}),
    ("The Soviet Union and East Germany signed.", {"Soviet Union": "Country", "East Germany": "Country"}),
    ("Bosnia and Herzegovina left.", {"Bosnia and Herzegovina": "Country"}),
    ("The British Government refused.", {"United Kingdom": "Country"}),
    # places
    ("She lives in Washington, D.C., near a Beijing Internet bar's owner.",
     {"Washington, D.C.": "Place", "Beijing": "Place"}),
    ("They met in Beijing.", {"Beijing": "Place"}),
    ("The port of Qasimabad burned.", {"Qasimabad": "Place"}),
    # capitals that stand for their state
    ("Beijing accused Tehran of lying.", {"China": "Country", "Iran": "Country"}),
    ("Talks between London and Dublin failed.", {"United Kingdom": "Country", "Ireland": "Country"}),
    # governments by who leads them
    ("The Bush administration backed Colombia.", {"Bush administration": "Agency", "Colombia": "Country"}),
    ("The Lindqvist government resigned.", {"Lindqvist government": "Agency"}),
    # people
    ("Dean Kamen thanked Marshall Green.", {"Dean Kamen": "Person", "Marshall Green": "Person"}),
    ("Park Chung-hee received Ho Dam of North Korea.",
     {"Park Chung-hee": "Person", "Ho Dam": "Person", "North Korea": "Country"}),
    ("Abu Bakr al-Baghdadi fled from Ursula von der Leyen.",
     {"Abu Bakr al-Baghdadi": "Person", "Ursula von der Leyen": "Person"}),
    ("Nguyen Van Thieu met Luiz Inácio da Silva.",
     {"Nguyen Van Thieu": "Person", "Luiz Inácio da Silva": "Person"}),
    ("It was founded by Émile and Gaston Corvane.",
     {"Émile Corvane": "Person", "Gaston Corvane": "Person"}),
    ("The Secretary of State resigned.", {}),
    ("Secretary of Defense Caspar Weinberger met William Clark.",
     {"Caspar Weinberger": "Person", "William Clark": "Person"}),
    # events, laws, cases
    ("She lost the 2004 Canadian federal election.",
     {"2004 Canadian federal election": "Event", "Canada": "Country"}),
    ("Brown v. Board of Education ended it.", {"Brown v. Board of Education": "LegalAction"}),
    ("The Convention on the Law of the Sea was adopted.", {"Convention on the Law of the Sea": "Agreement"}),
    # no entities
    ("Time will tell whether it works.", {}),
    ("The frigate HMS Daring sailed, and a VBIED exploded.", {}),
    ("Many Muslims and Christians prayed to God.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), WHOLE, ids=[text[:40] for text, _ in WHOLE])
def test_what_a_text_names(nlp: Language, text: str, wanted: dict[str, str]) -> None:
    found = {label: draft.cls for label, draft in named(nlp(text)).items()}
    assert set(found) == set(wanted), found
    assert all(found[label] in classes.split("|") for label, classes in wanted.items()), found


# label → state of the body
STATES = [
    ("The U.S. Department of State, National Security Council and Logistics Command sent envoys.",
     "Logistics Command", "US"),
    ("The Chinese delegation included officials from the Ministry of Justice and the Ministry of Health.",
     "Ministry of Health", "CN"),
    ("Norway's Ministry of Fisheries refused.", "Ministry of Fisheries", "NO"),
    ("The Supreme Court of Brazil convicted him.", "Supreme Court of Brazil", "BR"),
    ("Nigerian lawmakers waited. The Nigerian Senate voted.", "Senate", "NG"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label", "state"), STATES, ids=[label for _, label, _ in STATES])
def test_the_state_a_body_belongs_to(nlp: Language, text: str, label: str, state: str) -> None:
    found = named(nlp(text))
    assert label in found, sorted(found)
    assert found[label].country == state


# names that are one thing, and its label
ONE = [
    ("The Economic Community of West African States (ECOWAS) met. ECOWAS voted.",
     ["Economic Community of West African States", "ECOWAS"]),
    ("The Popular Union for Renewal (UPR) won. The UPR governs.", ["Popular Union for Renewal", "UPR"]),
    ("Norway's Ministry of Foreign Affairs called. The Foreign Ministry waited.",
     ["Ministry of Foreign Affairs", "Foreign Ministry"]),
    ("Westinghouse Electric sued. Westinghouse won its case.", ["Westinghouse Electric", "Westinghouse"]),
    ("Olof Lindgren spoke. Lindgren left.", ["Olof Lindgren", "Lindgren"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), ONE, ids=[names[0] for _, names in ONE])
def test_names_of_one_thing(nlp: Language, text: str, names: list[str]) -> None:
    holders = [draft for draft in named(nlp(text)).values() if set(names) & set(draft.names)]
    assert len(holders) == 1, [d.label for d in holders]
    assert set(names) <= set(holders[0].names)


def test_two_people_of_one_surname_stay_two(nlp: Language) -> None:
    found = named(nlp("George Johnson met Jeh Johnson. George Johnson left."))
    assert {"George Johnson", "Jeh Johnson"} <= set(found)


def test_a_company_named_before_a_person_of_that_name_stays_a_company(nlp: Language) -> None:
    found = named(nlp("Halvard bought Corvane. Shares of Corvane rose. It was founded by Gaston Corvane."))
    assert found["Corvane"].cls in ("Organization", "Company")
    assert found["Gaston Corvane"].cls == "Person"


def test_a_known_body_of_another_state_is_not_meant(nlp: Language) -> None:
    text = "Hong Kong voted. The Labour Party of Hong Kong lost a seat, and the Labour Party protested."
    assert all(draft.country != "GB" for draft in named(nlp(text)).values())


def test_countries_carry_their_outside_identifiers(nlp: Language) -> None:
    found = named(nlp("Sweden left. The Soviet Union stayed."))
    assert found["Sweden"].country == "SE"
    assert found["Sweden"].same_as == ("https://sws.geonames.org/2661886/",)
    assert found["Soviet Union"].country is None


def test_a_capital_that_stands_for_its_state_is_no_name_of_it(nlp: Language) -> None:
    found = named(nlp("Beijing accused Japan of lying."))
    assert "Beijing" not in found["China"].names


# texts in which nothing may be invented
QUIET = {
    "empty": "",
    "one word": "Time",
    "small letters": "yesterday the minister met his rival in the town hall and they talked about fishing.",
    "capitals": "THE MINISTER MET HIS RIVAL IN THE TOWN HALL AND THEY TALKED ABOUT THE FISHING RIGHTS.",
    "numbers": "1 2 3 4 5\n6 7 8 9 10\n" * 40,
    "noise": "tl1e qu1ck br0wn f0x ~~ ;;; jumpcd ovcr thc 1azy d0g ||| " * 20,
    "right to left": "قال الوزير إن الاجتماع سيعقد غدا في العاصمة. " * 10,
    "blank": " \n\t\n " * 50,
}


@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_nothing_is_invented(nlp: Language, text: str) -> None:
    assert not named(nlp(text))


def test_text_in_capitals_still_names_what_is_known(nlp: Language) -> None:
    found = named(nlp("GERMANY AND FRANCE SIGNED THE TREATY ON FRIDAY AFTER YEARS OF BITTER TALKS."))
    assert set(found) <= {"Germany", "France"}


def test_a_list_of_many_names_gives_an_entity_for_each(nlp: Language) -> None:
    given = ["Anna", "Boris", "Carla", "David", "Elena", "Franz", "Greta", "Hugo", "Ines", "Jonas"]
    family = [
        f"{a}{b}"
        for a in ("Berg", "Dahl", "Holm", "Lund", "Sten")
        for b in ("man", "son", "gren", "quist", "mark")
    ]
    names = [f"{g} {f}" for g in given for f in family]
    found = named(nlp("\n".join(names)))
    assert len(set(found) & set(names)) > 0.8 * len(names)
    assert all(draft.cls == "Person" for label, draft in found.items() if label in names)


def test_two_languages_in_one_text(nlp: Language) -> None:
    text = "Der Minister traf gestern seinen Rivalen. The minister met Angela Merkel. قال الوزير"
    assert "Angela Merkel" in named(nlp(text))


def _cost(nlp: Language, text: str) -> float:
    component = nlp.get_pipe("whereas_names")
    doc = Doc(nlp.vocab, words=text.split())
    for name, pipe in nlp.pipeline:
        if name == "whereas_names":
            break
        doc = pipe(doc)
    start = process_time()
    component(doc)  # type: ignore[operator]
    return process_time() - start


def test_cost_grows_no_faster_than_the_text(nlp: Language) -> None:
    def text(count: int) -> str:
        return " ".join(f"The Institute of Topic{i} met Karl Name{i} in Town{i} ." for i in range(count))

    _cost(nlp, text(50))
    small, large = _cost(nlp, text(150)), _cost(nlp, text(1200))
    assert large < 30 * small  # eight times the text; a square would be 64


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ministry of Foreign Affairs", ("ministry", "foreign", "affair")),
        ("the People's Bank", ("people", "bank")),
        ("U.S. Congress", ("us", "congress")),
    ],
)
def test_words_that_tell_bodies_apart(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("short", "full", "is_one"),
    [
        ("Foreign Ministry", "Ministry of Foreign Affairs", True),
        ("Westinghouse", "Westinghouse Electric", True),
        ("Ministry", "Ministry of Foreign Affairs", False),
        ("Defense Ministry", "Ministry of Foreign Affairs", False),
        ("Ministry of Foreign Affairs", "Foreign Ministry", False),
    ],
)
def test_short_forms(short: str, full: str, is_one: bool) -> None:
    heads = frozenset({"ministry", "institute"})
    assert short_form(words_of(short), words_of(full), heads) is is_one


@pytest.mark.parametrize(
    ("function", "given", "wanted"),
    [
        (initials, "Group of Governmental Experts", "GGE"),
        (lambda n: is_acronym_of("GoGE", n), "Group of Governmental Experts", True),
        (lambda n: is_acronym_of("GG", n), "Group of Governmental Experts", False),
        (name_key, "the U.S.", "us"),
        (plain, "Émile", "emile"),
    ],
)
def test_forms_of_names(function: Callable[[str], object], given: str, wanted: object) -> None:
    assert function(given) == wanted


@pytest.mark.parametrize(
    ("name", "short", "found"),
    [
        ("Department of Defense", "DoD", False),  # written with a small letter: no acronym by itself
        ("Department of Defense", "DOD", True),
        ("Department of Defense", "DD", True),
        ("Office for the Coordination of Fisheries", "OFTCOF", True),
        ("Office for the Coordination of Fisheries", "OCF", True),
        ("Office for the Coordination of Fisheries", "OFCF", False),
    ],
)
def test_acronyms_are_found_with_and_without_function_words(name: str, short: str, found: bool) -> None:
    index = OrganizationIndex(frozenset({"department", "office"}), gazetteer(default_ontology()))
    draft = Draft("agency/x", "Agency", name, "Organization")
    index.add(draft, name)
    assert (index.find(short, None, {}) is draft) is found


def test_verbs_expect_what_their_relations_allow() -> None:
    told = preferences(default_ontology())
    assert told.objects["buy", ""] == {"Organization"}
    assert "Place" not in told.subjects["accuse"]


@pytest.mark.parametrize("word", ["us", "who", "it"])
def test_small_words_are_no_states(word: str) -> None:
    assert gazetteer(default_ontology()).state(word) is None
