"""Names whole or not at all: brands, numbers, dashes, titles of agreements, capitals of no name."""

from __future__ import annotations

import pytest

from graph.annotate.pipeline import pipeline
from graph.extract import read_all
from graph.model import Source
from tests.test_names import named

WHOLE = [
    # brands that begin with a small letter
    ("The company launched the iGrove Music Shop.", {"iGrove Music Shop": "Organization"}),
    ("A judge fined eBay Motors.", {"eBay Motors": "Company"}),
    ("In May iRobot Corp. settled.", {"iRobot Corp": "Company"}),
    # numbers of units
    ("Col. Paul Reed, 512th Fighter Squadron commander, praised the crews.",
     {"512th Fighter Squadron": "Agency", "Paul Reed": "Person"}),
    ("Members of the 3rd Infantry Regiment and the 21st Engineer Brigade arrived in Kuwait.",
     {"3rd Infantry Regiment": "Agency", "21st Engineer Brigade": "Agency", "Kuwait": "Country"}),
    ("Maj. Rosa Lind of the 618th AEG spoke.", {"618th AEG": "Organization", "Rosa Lind": "Person"}),
    ("Task Force (TF) 41 left Bahrain.", {"Task Force 41": "Organization", "Bahrain": "Country"}),
    # the part after a dash
    ("Lt. Gen. Adam Kerr, commander of Joint Task Force – Northern Shield, welcomed it.",
     {"Joint Task Force – Northern Shield": "Organization", "Adam Kerr": "Person"}),
    ("Maj. Ana Ruiz is a spokeswoman for Combined Joint Task Force - Operation Steady Harbor.",
     {"Combined Joint Task Force - Operation Steady Harbor": "Organization", "Ana Ruiz": "Person"}),
    # a word for the kind of office between a body and a title
    ("Laura Venn, the White House Press Secretary, declined.",
     {"White House": "Agency", "Laura Venn": "Person"}),
    ("State Department Press Officer Neil Crowe said talks continue.",
     {"State Department": "Agency", "Neil Crowe": "Person"}),
    ("White House Communications Director Amy Stone resigned.",
     {"White House": "Agency", "Amy Stone": "Person"}),
    # gerunds in the titles of agreements
    ("On May 3, 1851, the Convention Abolishing Port Dues and Taxes on Inheritance was signed by Peru.",
     {"Convention Abolishing Port Dues and Taxes on Inheritance": "Agreement", "Peru": "Country"}),
    ("Chile signed the Convention Establishing the Pacific Fisheries Council in 1999.",
     {"Convention Establishing the Pacific Fisheries Council": "Agreement", "Chile": "Country"}),
    ("The Treaty Prohibiting Nerve Weapons was signed by Peru and Chile.",
     {"Treaty Prohibiting Nerve Weapons": "Agreement", "Peru": "Country", "Chile": "Country"}),
    ("Denmark ratified the Agreement Concerning Postal Orders and the Protocol Amending the Customs Tariff.",
     {"Agreement Concerning Postal Orders": "Agreement", "Protocol Amending the Customs Tariff": "Agreement",
      "Denmark": "Country"}),
    # states of the past
    ("The Grand Duchy of Arlau and the Kingdom of Hanover recognized Prussia.",
     {"Grand Duchy of Arlau": "Country", "Kingdom of Hanover": "Country", "Prussia": "Country"}),
    ("The Orlan River Free State signed it.", {"Orlan River Free State": "Country"}),
    ("The Kingdom of Norway and the Empire of Brazil signed it.", {"Norway": "Country", "Brazil": "Country"}),
    ("The Kingdom of the Danes joined it.", {"Kingdom of the Danes": "Country"}),
    ("The Kingdom of the Netherlands joined it.", {"Netherlands": "Country"}),
    ("The Government of the Duchy of Arlau signed it.", {"Duchy of Arlau": "Country"}),
    # places that somebody has
    ("The army besieged rebel-held Karmah.", {"Karmah": "Place"}),
    ("Troops entered government-controlled Tal Rifat.", {"Tal Rifat": "Place"}),
    # a body with its purpose
    ("He was Secretary of the U.S. Commission to Study Trade, which met in Oslo.",
     {"Commission to Study Trade": "Agency", "United States": "Country", "Oslo": "Place"}),
    ("The Committee to Protect Journalists criticised the arrest.",
     {"Committee to Protect Journalists": "Organization"}),
    ("The report says that the Joint Committee to Review Banking Law met in Oslo.",
     {"Joint Committee to Review Banking Law": "Organization", "Oslo": "Place"}),
    ("The Nordic Centres for Food Control and Prevention will help Latvia.",
     {"Nordic Centres for Food Control and Prevention": "Institute", "Latvia": "Country"}),
    # … and verbs that govern a body
    ("She travelled with the committee to Geneva.", {"Geneva": "Place"}),
    ("He told the Commission to Paris flights were late.", {"Paris": "Place"}),
    # surnames that are legal forms elsewhere
    ("Min-Ho Se sold it. Se's daughter, Anna Se, bought it.", {"Min-Ho Se": "Person", "Anna Se": "Person"}),
    ("A court fined Kompania PAO and Brinkmann AG.", {"Kompania PAO": "Company", "Brinkmann AG": "Company"}),
    # an office, its state, and the name
    ("President of Ukraine Ostap Hryhoriv spoke.", {"Ukraine": "Country", "Ostap Hryhoriv": "Person"}),
    ("Prime Minister of Estonia Kaimo Sarv met Prime Minister of the Republic of Moldova Dorel Munteanu.",
     {"Estonia": "Country", "Kaimo Sarv": "Person", "Moldova": "Country", "Dorel Munteanu": "Person"}),
    ("The arrest of the head of the bank, Karl Brandt, was announced.", {"Karl Brandt": "Person"}),
    # a given name in the name of a thing
    ("President Wilson's Grant Plan failed.", {"Wilson": "Person", "Grant Plan": "Organization"}),
    ("The court heard Wilson Stroll.", {"Wilson Stroll": "Person"}),
    # land, and bodies explained by two nouns
    ("He was born in Suzhou, Jiangsu province.", {"Suzhou": "Place", "Jiangsu": "Place"}),
    ("The Liguria region closed schools.", {"Liguria": "Place"}),
    ("Troops joined NATFOR, a peacekeeping force.", {"NATFOR": "InternationalBody"}),
    # firms with "Corps"
    ("Sony Corps sued Sony.", {"Sony Corps": "Company", "Sony": "Company"}),
    # numbers of footnotes
    ("The firm was founded by Samuel Orr and headed by his brother Daniel Orr,[3] a mayor.",
     {"Samuel Orr": "Person", "Daniel Orr": "Person"}),
    # near neighbours
    ("The 44th President Karl Moss spoke on the 3rd Monday.", {"Karl Moss": "Person"}),
    ("Bill Fleming and Grant Harding met.", {"Bill Fleming": "Person", "Grant Harding": "Person"}),
    ("The Marine Corps left Iraq.", {"Marine Corps": "Agency", "Iraq": "Country"}),
    ("London – Prime Minister Karen Holt visited Berlin.",
     {"London": "Place", "Karen Holt": "Person", "Berlin": "Place"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), WHOLE, ids=[text[:40] for text, _ in WHOLE])
def test_names_are_whole(text: str, wanted: dict[str, str]) -> None:
    assert {label: draft.cls for label, draft in named(pipeline()(text)).items()} == wanted


NOTHING = [
    ("Millions of Canadians depend on the railway.", {"Canada"}),
    ("October is National Chess Month in Canada.", {"Canada"}),
    ("Chile celebrates National Miners Week.", {"Chile"}),
    ("So, Your Honor, the state has no case.", set()),
    ("The game reached the App Store on Monday.", set()),
    ("The United Nations ended the Trusteeship over Togo.", {"United Nations", "Togo"}),
    ("The F-22 Raptor and two MiG-29 Fulcrums landed in Poland.", {"Poland"}),
    ("The U.S. Air Force sent B-1 Lancers to Qatar.", {"U.S. Air Force", "Qatar"}),
    # near neighbours
    ("The G-7 Summit ended.", {"G-7 Summit"}),
    ("Grove Stores Inc. bought Orlan Ltd.", {"Grove Stores Inc.", "Orlan Ltd."}),
]


@pytest.mark.parametrize(("text", "wanted"), NOTHING, ids=[text[:40] for text, _ in NOTHING])
def test_what_names_nothing(text: str, wanted: set[str]) -> None:
    assert set(named(pipeline()(text))) == wanted


IN_STATES = [
    ("Marta lives in Santiago, Cuba, and Karl in Chile.", "Santiago", "CU"),
    ("He flew to Valencia, Venezuela.", "Valencia", "VE"),
    ("Naples, Florida, lies far from Italy.", "Naples", "US"),
    ("They saw Madrid, France and Italy.", "Madrid", "ES"),
    ("They saw Madrid, France, Italy and Peru.", "Madrid", "ES"),
]


@pytest.mark.parametrize(("text", "label", "state"), IN_STATES)
def test_the_state_after_a_comma_is_the_place_s(text: str, label: str, state: str) -> None:
    assert named(pipeline()(text))[label].country == state


HOME = "Kenya grew. Kenya exports tea. Kenya is a republic. "
OFFICES = [
    ("President Adela Ruiz spoke to the farmers.", True),
    ("The Prime Minister, Osric Pahl, resigned.", True),
    ("President Adela Ruiz and Prime Minister Osric Pahl met the farmers.", True),
    ("The president of the Molo region, Adela Ruiz, spoke to the farmers.", False),
    ("The guardians were the King of the Isles, Olav Prin, Osric Pahl, the Prime Minister, and two chiefs.",
     False),
    ("The regents were his mother, Osric Pahl, the Prime Minister, and the chancellor.", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), OFFICES)
def test_the_home_state_of_an_office(text: str, told: bool) -> None:
    found = {
        e.extractor for s in next(iter(read_all([Source("a", HOME + text)]))).statements for e in s.evidence
    }
    assert ("role/home state" in found) is told
