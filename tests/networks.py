"""Networks for the tests: one by hand, one generated of any size, one full of hostile names."""

from __future__ import annotations

import hashlib
import random
from typing import Any

import networkx as nx

from graph.network import Citation, SourceInfo

SOURCES = {
    "the-summit": SourceInfo(
        "the-summit", "The summit", "2015-09-28", "https://example.org/summit", "The Paper"
    ),
    "the-breach": SourceInfo("the-breach", "The breach", "2015-06-12", "samples/breach.txt", None),
    "a-year-on": SourceInfo("a-year-on", "A year on", "2016-10", "samples/later.pdf", "The Review"),
}

# id, label, other names, roles, mentions, when
NODES: list[tuple[str, str, tuple[str, ...], tuple[str, ...], int, str | None]] = [
    ("person/xi-jinping", "Xi Jinping", ("Xi", "President Xi"), ("President",), 31, None),
    ("person/barack-obama", "Barack Obama", ("Obama",), ("President",), 28, None),
    ("person/meng-jianzhu", "Meng Jianzhu", ("Meng",), ("special envoy", "Minister"), 9, None),
    ("person/susan-rice", "Susan Rice", ("Rice",), ("national security adviser",), 6, None),
    ("person/jeh-johnson", "Jeh Johnson", ("Johnson",), ("Secretary",), 5, None),
    ("person/guo-shengkun", "Guo Shengkun", ("Guo",), ("Minister",), 4, None),
    ("person/loretta-lynch", "Loretta Lynch", ("Lynch",), ("Attorney General",), 4, None),
    ("person/james-clapper", "James Clapper", ("Clapper",), ("director",), 6, None),
    ("person/hong-lei", "Hong Lei", ("Hong",), ("spokesman",), 3, None),
    ("country/china", "China", ("Beijing", "Chinese", "PRC"), (), 88, None),
    ("country/united-states", "United States", ("American", "U.S.", "Washington"), (), 84, None),
    ("country/russia", "Russia", ("Moscow", "Russian"), (), 7, None),
    ("country/united-kingdom", "United Kingdom", ("Britain", "U.K."), (), 6, None),
    ("agency/ministry-of-public-security", "Ministry of Public Security", ("MPS",), (), 6, None),
    ("agency/department-of-justice", "Department of Justice", ("Justice Department",), (), 8, None),
    ("agency/department-of-homeland-security", "Department of Homeland Security", ("DHS",), (), 7, None),
    ("agency/office-of-personnel-management", "Office of Personnel Management", ("OPM",), (), 9, None),
    ("agency/peoples-liberation-army", "People's Liberation Army", ("PLA",), (), 7, None),
    ("agency/foreign-ministry", "Ministry of Foreign Affairs", ("Foreign Ministry",), (), 4, None),
    ("body/united-nations", "United Nations", ("UN",), (), 6, None),
    ("body/g20", "G20", ("Group of Twenty",), (), 4, None),
    ("company/westinghouse", "Westinghouse", (), (), 3, None),
    ("company/us-steel", "U.S. Steel", (), (), 2, None),
    ("institute/fireeye", "FireEye", (), (), 3, None),
    ("agreement/cyber-agreement", "2015 cyber agreement", ("the agreement",), (), 14, "2015-09-25"),
    ("agreement/code-of-conduct", "code of conduct", ("the code",), (), 5, "2015-01"),
    ("meeting/state-visit", "state visit", ("the summit",), (), 8, "2015-09"),
    ("meeting/high-level-dialogue", "high-level dialogue", ("the dialogue",), (), 6, "2015-12"),
    ("incident/opm-breach", "OPM breach", ("the breach",), (), 10, "2015-06"),
    ("legal/indictment", "2014 indictment", ("the indictment",), (), 5, "2014-05-19"),
    ("place/washington", "Washington, D.C.", (), (), 5, None),
    ("document/g20-communique", "G20 communiqué", (), (), 2, "2015-11"),
    ("person/nobody-in-particular", "Somebody Else", (), (), 1, None),
]

CLASSES = {
    "person": "Person", "country": "Country", "agency": "Agency", "body": "InternationalBody",
    "company": "Company", "institute": "Institute", "agreement": "Agreement", "meeting": "Meeting",
    "incident": "Incident", "legal": "LegalAction", "place": "Place", "document": "Document",
}  # fmt: skip

# subject, relation, object, modality, speaker, when, sentence, phrase, source
SAID: list[tuple[str, str, str, str, str | None, str | None, str, str, str]] = [
    ("person/xi-jinping", "metWith", "person/barack-obama", "Asserted", None, "2015-09-25",
     "President Xi Jinping met with President Barack Obama at the White House.", "met with", "the-summit"),
    ("person/barack-obama", "metWith", "person/xi-jinping", "Asserted", None, "2016-09",
     "Obama met Xi again in Hangzhou a year later.", "met", "a-year-on"),
    ("person/xi-jinping", "leads", "country/china", "Asserted", None, None,
     "China's President Xi Jinping arrived in Washington on Thursday.", "President", "the-summit"),
    ("person/barack-obama", "leads", "country/united-states", "Asserted", None, None,
     "U.S. President Barack Obama had threatened sanctions.", "President", "the-summit"),
    ("country/china", "partyTo", "agreement/cyber-agreement", "Asserted", None, "2015-09-25",
     "China and the United States reached an agreement not to steal trade secrets.", "reached", "the-summit"),
    ("country/united-states", "partyTo", "agreement/cyber-agreement", "Asserted", None, "2015-09-25",
     "China and the United States reached an agreement not to steal trade secrets.", "reached", "the-summit"),
    ("country/united-states", "partyTo", "agreement/cyber-agreement", "Asserted", None, None,
     "The United States stood by the accord.", "stood by", "a-year-on"),
    ("person/meng-jianzhu", "metWith", "person/susan-rice", "Asserted", None, "2015-09",
     "Special envoy Meng Jianzhu met Susan Rice and Jeh Johnson before the visit.", "met", "the-summit"),
    ("person/meng-jianzhu", "metWith", "person/jeh-johnson", "Asserted", None, "2015-09",
     "Special envoy Meng Jianzhu met Susan Rice and Jeh Johnson before the visit.", "met", "the-summit"),
    ("person/meng-jianzhu", "represents", "country/china", "Asserted", None, None,
     "Meng, China's special envoy, spent four days in talks.", "special envoy", "the-summit"),
    ("person/guo-shengkun", "leads", "agency/ministry-of-public-security", "Asserted", None, None,
     "Guo Shengkun, minister of public security, led the delegation.", "minister", "the-summit"),
    ("agency/ministry-of-public-security", "agencyOf", "country/china", "Asserted", None, None,
     "China's Ministry of Public Security sent its minister.", "'s", "the-summit"),
    ("person/guo-shengkun", "participatedIn", "meeting/high-level-dialogue", "Asserted", None, "2015-12",
     "Guo co-chaired the first high-level dialogue in December.", "co-chaired", "a-year-on"),
    ("person/loretta-lynch", "participatedIn", "meeting/high-level-dialogue", "Asserted", None, "2015-12",
     "Attorney General Loretta Lynch and Secretary Jeh Johnson opened the dialogue.", "opened", "a-year-on"),
    ("person/jeh-johnson", "participatedIn", "meeting/high-level-dialogue", "Asserted", None, "2015-12",
     "Attorney General Loretta Lynch and Secretary Jeh Johnson opened the dialogue.", "opened", "a-year-on"),
    ("person/loretta-lynch", "leads", "agency/department-of-justice", "Asserted", None, None,
     "Lynch, who heads the Justice Department, said little.", "heads", "a-year-on"),
    ("person/jeh-johnson", "leads", "agency/department-of-homeland-security", "Asserted", None, None,
     "Jeh Johnson, Secretary of Homeland Security, welcomed it.", "Secretary", "a-year-on"),
    ("agency/department-of-justice", "agencyOf", "country/united-states", "Asserted", None, None,
     "The U.S. Department of Justice announced the charges.", "U.S.", "the-breach"),
    ("agency/department-of-homeland-security", "agencyOf", "country/united-states", "Asserted", None, None,
     "The U.S. Department of Homeland Security was told in April.", "U.S.", "the-breach"),
    ("agency/office-of-personnel-management", "agencyOf", "country/united-states", "Asserted", None, None,
     "The U.S. Office of Personnel Management lost the files of 21 million people.", "U.S.", "the-breach"),
    ("incident/opm-breach", "targeted", "agency/office-of-personnel-management", "Asserted", None, "2015-06",
     "The breach of the Office of Personnel Management became known in June.", "breach of", "the-breach"),
    ("country/china", "responsibleFor", "incident/opm-breach", "Claimed", "person/james-clapper",
     "2015-06-25", "James Clapper said that China was the leading suspect in the breach.",
     "was the leading suspect", "the-breach"),
    ("country/china", "responsibleFor", "incident/opm-breach", "Denied", "person/hong-lei", "2015-06",
     "Hong Lei, a spokesman, denied that China had anything to do with the breach.", "denied", "the-breach"),
    ("person/hong-lei", "spokespersonFor", "agency/foreign-ministry", "Asserted", None, None,
     "Hong Lei, a spokesman for the Foreign Ministry, called it rash.", "spokesman for", "the-breach"),
    ("agency/foreign-ministry", "agencyOf", "country/china", "Asserted", None, None,
     "China's Foreign Ministry answered within hours.", "'s", "the-breach"),
    ("person/james-clapper", "accuses", "country/china", "Asserted", None, "2015-06-25",
     "James Clapper publicly blamed China.", "blamed", "the-breach"),
    ("country/united-states", "accuses", "agency/peoples-liberation-army", "Asserted", None, "2014-05-19",
     "The United States charged five officers of the People's Liberation Army.", "charged", "the-breach"),
    ("agency/department-of-justice", "responsibleFor", "legal/indictment", "Asserted", None, "2014-05-19",
     "The Department of Justice unsealed the indictment in May 2014.", "unsealed", "the-breach"),
    ("legal/indictment", "targeted", "agency/peoples-liberation-army", "Asserted", None, "2014-05-19",
     "The indictment named five officers of the People's Liberation Army.", "named", "the-breach"),
    ("agency/peoples-liberation-army", "agencyOf", "country/china", "Asserted", None, None,
     "China's People's Liberation Army runs Unit 61398.", "'s", "the-breach"),
    ("agency/peoples-liberation-army", "attacks", "company/westinghouse", "Claimed",
     "agency/department-of-justice", "2014", "The army hacked Westinghouse and U.S. Steel, prosecutors said.",
     "hacked", "the-breach"),
    ("agency/peoples-liberation-army", "attacks", "company/us-steel", "Claimed",
     "agency/department-of-justice", "2014", "The army hacked Westinghouse and U.S. Steel, prosecutors said.",
     "hacked", "the-breach"),
    ("country/china", "attacks", "country/united-states", "Claimed", "institute/fireeye", "2016-06",
     "FireEye said that Chinese attacks on American firms had fallen sharply.", "attacks on", "a-year-on"),
    ("country/china", "attacks", "country/united-states", "Denied", "person/xi-jinping", "2015-09-22",
     "Xi said that China does not attack American networks.", "does not attack", "the-summit"),
    ("country/united-states", "sanctions", "country/china", "Planned", "person/barack-obama", "2015-09",
     "Obama warned that the United States would impose sanctions on China.", "would impose sanctions on",
     "the-summit"),
    ("person/barack-obama", "hosted", "meeting/state-visit", "Asserted", None, "2015-09",
     "Obama hosted the state visit.", "hosted", "the-summit"),
    ("person/xi-jinping", "participatedIn", "meeting/state-visit", "Asserted", None, "2015-09",
     "Xi came to Washington for a state visit.", "came", "the-summit"),
    ("meeting/state-visit", "tookPlaceIn", "place/washington", "Asserted", None, "2015-09",
     "The state visit in Washington lasted two days.", "in", "the-summit"),
    ("meeting/state-visit", "resultedIn", "agreement/cyber-agreement", "Asserted", None, "2015-09-25",
     "The visit produced an agreement.", "produced", "the-summit"),
    ("country/china", "proposed", "agreement/code-of-conduct", "Asserted", None, "2015-01",
     "China and Russia submitted a code of conduct to the United Nations.", "submitted", "a-year-on"),
    ("country/russia", "proposed", "agreement/code-of-conduct", "Asserted", None, "2015-01",
     "China and Russia submitted a code of conduct to the United Nations.", "submitted", "a-year-on"),
    ("country/russia", "agreesWith", "country/china", "Asserted", None, "2015-05",
     "Russia agreed with China to refrain from attacks.", "agreed with", "a-year-on"),
    ("country/united-kingdom", "agreesWith", "country/china", "Asserted", None, "2015-10",
     "Britain struck a similar deal with China in October.", "struck", "a-year-on"),
    ("body/g20", "authored", "document/g20-communique", "Asserted", None, "2015-11",
     "The G20 issued its communiqué in November.", "issued", "a-year-on"),
    ("country/china", "memberOf", "body/g20", "Asserted", None, None,
     "China, a member of the G20, signed up.", "member of", "a-year-on"),
    ("country/united-states", "memberOf", "body/united-nations", "Possible", None, None,
     "The United States may raise it at the United Nations.", "may raise it at", "a-year-on"),
    ("country/russia", "memberOf", "body/united-nations", "Asserted", None, None,
     "Russia used its seat at the United Nations.", "seat at", "a-year-on"),
    ("person/james-clapper", "relatedTo", "country/united-states", "Claimed", "person/james-clapper", None,
     "Clapper told Congress that the United States would have done the same.", "told", "the-breach"),
]  # fmt: skip


def cyber() -> nx.MultiDiGraph:
    """Two governments, their people and one agreement: small enough to check by hand."""
    network = nx.MultiDiGraph(sources=dict(SOURCES))
    for key, label, names, roles, mentions, when in sorted(NODES):
        said_in = sorted({row[8] for row in SAID if key in (row[0], row[2], row[4])}) or ["a-year-on"]
        _node(network, key, label, names=tuple(sorted({label, *names})), roles=roles, mentions=mentions,
              when=when, sources=tuple(said_in))  # fmt: skip
    grouped: dict[tuple[str, str, str, str, str | None, str | None], list[Citation]] = {}
    for subject, relation, obj, modality, speaker, when, sentence, phrase, source in SAID:
        found = grouped.setdefault((subject, relation, obj, modality, speaker, when), [])
        found.append(citation(sentence, phrase, source, begin=100 * len(found)))
    for (subject, relation, obj, modality, speaker, when), evidence in sorted(grouped.items(), key=repr):
        link(network, subject, relation, obj, modality=modality, speaker=speaker, when=when,
             evidence=tuple(evidence))  # fmt: skip
    return ordered(network)


def citation(sentence: str, phrase: str, source: str, *, begin: int = 0, confidence: float = 0.8) -> Citation:
    """A citation whose phrase is found in its sentence."""
    at = sentence.index(phrase)
    return Citation(
        source=source,
        sentence=sentence,
        begin=begin,
        end=begin + len(sentence),
        phrase=phrase,
        phrase_begin=begin + at,
        phrase_end=begin + at + len(phrase),
        confidence=confidence,
        extractor="verb/active",
    )


def link(network: nx.MultiDiGraph, subject: str, relation: str, obj: str, **given: Any) -> str:
    """Adds one statement as an edge and returns its key."""
    data: dict[str, Any] = dict.fromkeys(("speaker", "medium", "when", "start", "end", "label", "state"))
    data |= {"relation": relation, "modality": "Asserted", "evidence": ()} | given
    said = repr((subject, relation, obj, data["modality"], data["speaker"], data["when"], data["label"]))
    key = hashlib.sha256(said.encode()).hexdigest()[:12]
    network.add_edge(subject, obj, key=key, **data)
    return key


def ordered(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same network with nodes and edges inserted in sorted order, as the contract has it."""
    result = nx.MultiDiGraph(**network.graph)
    result.add_nodes_from(sorted(network.nodes(data=True), key=lambda pair: pair[0]))
    edges = sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])
    result.add_edges_from(edges)
    return result


def _node(network: nx.MultiDiGraph, key: str, label: str, **given: Any) -> None:
    data: dict[str, Any] = {"names": (label,), "roles": (), "mentions": 1, "when": None, "country": None}
    data |= {"same_as": (), "sources": (), "cls": CLASSES[key.split("/")[0]]} | given
    network.add_node(key, label=label, **data)


def generated(nodes: int, edges: int, *, seed: int = 1) -> nx.MultiDiGraph:
    """A network of any size with the look of news: groups of uneven size, hubs, most ties within a group."""
    rng = random.Random(seed)
    network = nx.MultiDiGraph(sources={f"article-{i:03}": _article(i) for i in range(max(3, nodes // 50))})
    sources, folders = (
        sorted(network.graph["sources"]),
        ["person"] * 5 + ["agency", "company", "country", "place"],
    )
    groups: list[list[str]] = [[] for _ in range(max(2, int(nodes**0.5 / 2)))]
    for i in range(nodes):
        group = min(int(rng.paretovariate(0.9)) - 1, len(groups) - 1) if i % 3 else i % len(groups)
        folder = rng.choice(folders)
        key = f"{folder}/{_name(rng).lower().replace(' ', '-')}-{i}"
        _node(network, key, _name(rng), mentions=rng.randint(1, 40), sources=(rng.choice(sources),))
        groups[group].append(key)
    groups = [group for group in groups if group]
    for _ in range(edges):
        _random_edge(network, groups, sources, rng)
    return ordered(network)


def _random_edge(
    network: nx.MultiDiGraph, groups: list[list[str]], sources: list[str], rng: random.Random
) -> None:
    home = rng.choices(groups, weights=[len(group) for group in groups])[0]
    away = home if rng.random() < 0.88 else rng.choice(groups)
    one, other = (group[int(len(group) * rng.random() ** 2.5)] for group in (home, away))
    if one == other:
        return
    relation = rng.choice(["metWith", "worksFor", "accuses", "supports", "cooperatesWith", "relatedTo"])
    modality = rng.choices(["Asserted", "Claimed", "Planned", "Possible", "Denied"], [70, 15, 6, 4, 5])[0]
    speaker = rng.choice(home) if modality in ("Claimed", "Denied") else None
    when = f"20{rng.randint(10, 19)}-{rng.randint(1, 12):02}" if rng.random() < 0.5 else None
    sentence = (
        f"{network.nodes[one]['label']} is said to have dealt with {network.nodes[other]['label']} at length."
    )
    evidence = (citation(sentence, "dealt with", rng.choice(sources)),)
    link(network, one, relation, other, modality=modality, speaker=speaker, when=when, evidence=evidence)


def _article(number: int) -> SourceInfo:
    date = f"20{10 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    return SourceInfo(f"article-{number:03}", f"Article {number}", date, f"articles/{number}.txt", None)


def _name(rng: random.Random) -> str:
    syllables = [
        "ba",
        "chen",
        "do",
        "el",
        "fu",
        "go",
        "han",
        "is",
        "ka",
        "li",
        "mar",
        "no",
        "ri",
        "su",
        "to",
        "wen",
    ]
    return " ".join("".join(rng.choices(syllables, k=rng.randint(1, 3))).capitalize() for _ in range(2))


HOSTILE = [
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    "<!--<script>",
    "]]><svg onload=window.hacked=1>",
    "\"'><b>bold</b>",
    "javascript:window.hacked=1",
    "line\u2028separator\u2029paragraph",
    "{{title}} $data ${window.hacked=1} `tick`",
    "__proto__",
    "constructor",
    "|pipe| [link](javascript:window.hacked=1) *star* # head",
    "\u202eright to left\u202c",
    "zero\u0000byte \ud800 lone",
    "&lt;already&amp;escaped&gt;",
    "<svg/onload=window.hacked=1>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'>",
    "<body onload=window.hacked=1>",
    "<a href=javascript:window.hacked=1>x</a>",
    "<object data=javascript:window.hacked=1>",
    "<embed src=javascript:window.hacked=1>",
    "<base href=https://example.invalid/>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hacked=1'>",
    "<link rel=stylesheet href=https://example.invalid/x.css>",
    "<style>@import 'https://example.invalid/x.css'</style>",
    "<form action=javascript:window.hacked=1><input type=submit>",
    "<input autofocus onfocus=window.hacked=1>",
    "<details open ontoggle=window.hacked=1>",
    "<video><source onerror=window.hacked=1></video>",
    "<math><mi xlink:href=javascript:window.hacked=1>",
    "<template><script>window.hacked=1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.hacked=1>'>",
    "</title><script>window.hacked=1</script>",
    "</style><script>window.hacked=1</script>",
    "</textarea><script>window.hacked=1</script>",
    "--><script>window.hacked=1</script>",
    "\\u003cscript\\u003ewindow.hacked=1",
    "';window.hacked=1;//",
    '";window.hacked=1;//',
    'https://example.invalid/"onmouseover=window.hacked=1',
    "data:text/html,<script>window.hacked=1</script>",
]


def hostile() -> nx.MultiDiGraph:
    """Every field of every node, statement and source holds something that wants to run."""
    sources = {}
    for i, bad in enumerate(HOSTILE):
        sources[f"s{i}"] = SourceInfo(f"s{i}", bad, bad, bad, bad)
    network = nx.MultiDiGraph(sources=sources)
    keys = [f"person/p{i}" for i in range(len(HOSTILE))]
    for i, (key, bad) in enumerate(zip(keys, HOSTILE, strict=True)):
        _node(network, key, bad, names=(bad, bad + "2"), roles=(bad,), when=bad, country=bad, same_as=(bad,),
              sources=(f"s{i}",), cls=bad if i % 3 == 0 else "Person")  # fmt: skip
    for i, bad in enumerate(HOSTILE):
        other = keys[(i + 1) % len(keys)]
        evidence = (citation(f"He said {bad} and left.", bad, f"s{i}"),)
        relation = bad if i % 4 == 0 else "metWith"
        link(network, keys[i], relation, other, speaker=keys[i - 1], medium=keys[i - 2], modality="Claimed",
             when=bad, start=bad, end=bad, label=bad, evidence=evidence)  # fmt: skip
    return ordered(network)


def empty() -> nx.MultiDiGraph:
    """No article held anything."""
    return nx.MultiDiGraph(sources={})
