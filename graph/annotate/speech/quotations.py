"""Who says what: quotations, indirect speech, "according to", and what is said inside what is said."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.refs import Speech, refs_by_token
from graph.annotate.speech.acts import acts, owned
from graph.annotate.speech.blocks import blocks
from graph.annotate.speech.letters import written
from graph.annotate.speech.marks import (
    CLOSING_MARKS,
    OPENING_MARKS,
    STRAIGHT_MARK,
    has_verb,
    is_speech,
    only_marks,
    quotations,
)
from graph.annotate.speech.turns import spoken
from graph.grammar.reporting import (
    cited,
    deed_end,
    in_adjunct_of,
    interrupted,
    is_adverbial,
    is_part_of_clause,
    named_in,
    named_subject,
    parted,
    quoter,
    subject_of,
    trailed,
)
from graph.grammar.tree import has_infinitive_to, is_negated, objects_of, possessors
from graph.grammar.words import SUBJECTS
from graph.ontology import Ontology

SHORTEST_CLAUSE = 2  # tokens that are too few for a clause: a mark and one word
SENTENCE_BEFORE = 80  # tokens before a quotation in which the sentence before it ends
WINDOW = 25  # tokens around a quotation in which its reporting verb is looked for
OFFENCE = frozenset({"of", "for", "with"})  # what brings in the deed that someone is accused of


@Language.factory(
    "whereas_speech",
    default_config={"ontology": ""},
    assigns=["doc._.speech"],
    requires=["token.dep", "doc._.refs"],
)
def make_speech(nlp: Language, name: str, ontology: str) -> SpeechFinder:
    """The component for a registered ontology."""
    from graph.annotate.setup import ontology_of

    return SpeechFinder(ontology_of(ontology))


class SpeechFinder:
    """Finds the stretches of speech; who the speaker is, as an entity, is settled after coreference."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Write the stretches of speech, outer ones first."""
        quoted = list(self._quoted(doc))
        said = [*quoted, *self._indirect(doc, quoted), *self._according(doc), *spoken(doc)]
        said += [*written(doc, self.lexicon), *blocks(doc, self.lexicon)]
        said += self._acts(doc, said)
        doc._.speech = sorted(said, key=lambda s: (s.start, -s.end, s.cue))
        return doc

    # quotations

    def _quoted(self, doc: Doc) -> Iterator[Speech]:
        named = refs_by_token(doc)
        last: Speech | None = None
        quotes = list(quotations(doc))
        for start, end, continued in quotes:
            before = last if last is not None and self._goes_on(doc, last, start, continued) else None
            cue, speaker = self._voice(doc, (start, end), quotes, before)
            apart = speaker is not None and is_speech(doc, start, end)
            fragment = self._fragment(doc, start, end) if not apart else None
            if fragment is not None:
                found = fragment
            elif speaker is None and before is not None:
                if not has_verb(doc, start, end):
                    continue
                found = Speech(start, end, before.speaker, before.cue, True)
            elif speaker is None:
                if not is_speech(doc, start, end) or (start in named and not has_verb(doc, start, end)):
                    continue
                if is_part_of_clause(doc, start, end):
                    continue
                found = Speech(start, end, -1, cue.i if cue is not None else -1, True)
            else:
                if not is_speech(doc, start, end):
                    continue
                found = Speech(start, end, speaker.i, cue.i if cue is not None else -1, True)
            last = found
            yield found

    def _voice(
        self, doc: Doc, place: tuple[int, int], quotes: list[tuple[int, int, bool]], before: Speech | None
    ) -> tuple[Token | None, Token | None]:
        """The reporting verb of a quotation and the token of its speaker, as far as the text has them."""
        cue = self._reporting_verb(doc, *place)
        cue = cue if cue is not None else self._introduction(doc, place[0])
        speaker = self._speaker(doc, cue, quotes) if cue is not None else None
        speaker = speaker if speaker is not None else _source_nearby(doc, *place)
        if speaker is None and cue is None and before is None:
            speaker = self._told_before(doc, *place)
        return cue, speaker

    def _goes_on(self, doc: Doc, last: Speech, start: int, continued: bool) -> bool:
        """Whether a quotation without a speaker of its own goes on with the last one's."""
        breaks = sum(t.text.count("\n") > 0 for t in doc[last.end : start] if t.is_space)
        opens = start > 1 and doc[start - 2].is_space
        return continued or breaks == 0 or (breaks == 1 and opens)

    def _reporting_verb(self, doc: Doc, start: int, end: int) -> Token | None:
        """The reporting verb that belongs to a quotation, None where the words are in an adjunct of it."""
        verb = self._nearest_report(doc, start, end)
        return verb if verb is None or not in_adjunct_of(doc[start:end].root, verb) else None

    def _nearest_report(self, doc: Doc, start: int, end: int) -> Token | None:
        """The reporting verb next to a quotation: after it, else before it, in its sentence."""
        closed = end > start and doc[end - 1].text == "."  # what follows is a sentence of its own
        after = [] if closed else list(doc[end : end + WINDOW])
        stop = next(
            (
                i
                for i, t in enumerate(after)
                if (t.is_sent_start and i > 1 and not only_marks(doc, end, t.i))
                or t.text in OPENING_MARKS
                or (i and t.text == STRAIGHT_MARK)
                or (t.is_space and "\n" in t.text)
            ),
            len(after),
        )
        for token in after[:stop]:
            if self._reports(token) and subject_of(token) is not None and not start <= token.i < end:
                return token
        before = []
        for token in reversed(list(doc[max(0, start - WINDOW) : start])):
            if (
                (token.is_space and "\n" in token.text)
                or token.text in CLOSING_MARKS
                or (token.i < start - 1 and token.text == STRAIGHT_MARK)
            ):
                break
            before.append(token)
            if token.is_sent_start:
                break
        for token in before:
            if self._reports(token) and subject_of(token) is not None:
                return token
        return None

    def _introduction(self, doc: Doc, start: int) -> Token | None:
        """The verb of a sentence with a colon right before a quotation: "gave this statement: “…”"."""
        before = next((t for t in reversed(doc[:start]) if not (t.is_space or t.is_quote)), None)
        if before is None or before.text != ":":
            return None
        said = self.lexicon.words("noun", "Claimed")
        verbs = (t for t in before.sent if t.pos_ == "VERB" and t.i < before.i)
        return next((v for v in verbs if self._speaks(v) or said & set(_objects(v))), None)

    def _told_before(self, doc: Doc, start: int, end: int) -> Token | None:
        """Who spoke in the sentence before a quotation that is a sentence by itself: "She objected. “…”"."""
        opens = start > 1 and doc[start - 1].is_sent_start and doc[end - 1].text in (".", "?", "!")
        if not opens or not is_speech(doc, start, end):
            return None
        before = reversed(doc[max(0, start - SENTENCE_BEFORE) : start - 1])
        stop = next((t for t in before if not t.is_space), None)
        if stop is None or stop.text != ".":
            return None
        verbs = (t for t in stop.sent if t.pos_ == "VERB" and self._speaks(t))
        return next((who for t in verbs if (who := _who_says(t)) is not None), None)

    def _speaks(self, verb: Token) -> bool:
        """Whether a verb that is not negated is one of saying."""
        acting = verb.lemma_.lower() in self.lexicon.verbs_of("SpeechAct")
        return (acting or self._reports(verb)) and not is_negated(verb) and not has_infinitive_to(verb)

    def _reports(self, token: Token) -> bool:
        return token.pos_ == "VERB" and token.lemma_.lower() in self.lexicon.says

    def _fragment(self, doc: Doc, start: int, end: int) -> Speech | None:
        """A few quoted words inside a reporting clause: "called the arrest “a kidnapping”"."""
        if end >= len(doc) or all(t.is_title for t in doc[start:end] if t.is_alpha):
            return None
        at = doc[start:end].root
        for _ in range(6):
            if at.head.i == at.i or is_adverbial(at):
                return None
            at = at.head
            if (self._judges(at) or self._reports(at)) and not start <= at.i < end:
                subject = subject_of(at)
                return (
                    Speech(start, end, named_in(subject, at).i, at.i, True) if subject is not None else None
                )
        return None

    def _judges(self, token: Token) -> bool:
        """Whether a speaker's own few words may stand with a verb: "called it “…”", "accused him of “…”"."""
        judging = self.lexicon.words("judgingVerb", "Claimed") | self.lexicon.accusing
        return token.pos_ == "VERB" and token.lemma_.lower() in judging

    def _speaker(self, doc: Doc, verb: Token, quotes: list[tuple[int, int, bool]]) -> Token | None:
        """A reporting verb's subject, unless the parser took that from inside a quotation."""
        own = [c for c in verb.children if c.dep_ in SUBJECTS]
        outside = [c for c in own if not any(start <= c.i < end for start, end, _ in quotes)]
        if outside:
            return named_in(named_subject(outside) or outside[0], verb)
        found = subject_of(verb)
        if found is None or any(start <= found.i < end for start, end, _ in quotes):
            return None
        return named_in(found, verb)

    # indirect speech

    def _indirect(self, doc: Doc, quoted: list[Speech]) -> Iterator[Speech]:
        for token in doc:
            if token.pos_ != "VERB":
                continue
            lemma = token.lemma_.lower()
            if lemma in self.lexicon.says or lemma in self.lexicon.accusing:
                yield from self._clauses(token, lemma, quoted)

    def _clauses(self, verb: Token, lemma: str, quoted: list[Speech]) -> Iterator[Speech]:
        denied = lemma in self.lexicon.words("verb", "Denied")
        found = subject_of(verb)
        subject = named_in(found, verb) if found is not None else None
        if (
            (host := interrupted(verb)) is not None
            and lemma in self.lexicon.says
            and not any(c.dep_ == "ccomp" for c in verb.children)
        ):
            yield from self._around(verb, host, subject, denied)
        if (inverted := trailed(verb)) is not None and lemma in self.lexicon.says:
            yield Speech(inverted[0].left_edge.i, verb.i, inverted[1].i, verb.i, False, denied)
        for clause in self._reported(verb, lemma, denied):
            start, end = clause.left_edge.i, clause.right_edge.i + 1
            if start <= verb.i < end:
                start, end = (verb.i + 1, end) if clause.i > verb.i else (start, verb.i)
                if subject is not None and subject.i < end and start <= subject.i and clause.i < verb.i:
                    end = subject.left_edge.i
            if clause.dep_ == "pcomp":
                end = min(end, deed_end(clause))
            if any(q.start <= clause.i < q.end and q.cue == verb.i for q in quoted):
                continue
            if is_negated(verb):  # "has never said that …", "did not say which …" reports nothing
                continue
            who, by = self._voices(verb, subject, start, end)
            yield Speech(start, end, who, verb.i, False, denied, reporter=by)

    def _reported(self, verb: Token, lemma: str, denied: bool) -> Iterator[Token]:
        """The clauses that a reporting or accusing verb introduces."""
        says = lemma in self.lexicon.says
        content = self._content(verb) if says else None
        for child in (*verb.children, *([content] if content is not None else ())):
            clause = content if child is content else None
            if child.dep_ in ("ccomp", "parataxis") and says:
                clause = child if not self._interrupts(child) else None
            elif child.dep_ == "prep" and child.lower_ in OFFENCE and lemma in self.lexicon.accusing:
                clause = next((c for c in child.children if c.dep_ == "pcomp"), None)
            elif child.dep_ == "xcomp" and denied and child.tag_ == "VBG":
                clause = child
            if clause is not None and not parted(clause, verb):
                yield clause

    def _voices(self, verb: Token, subject: Token | None, start: int, end: int) -> tuple[int, int]:
        """The tokens of the speaker and of who reports them, -1 if there is none."""
        source = cited(verb, self.lexicon.words("verb", "Citing"))
        if source is not None and subject is not None and not start <= source.i < end:
            return source.i, subject.i
        by = quoter(verb)
        return subject.i if subject is not None else -1, by.i if by is not None else -1

    def _content(self, verb: Token) -> Token | None:
        """What is reported, where the parser hung it lower: "said in a report released in June that …"."""
        if any(c.dep_ in ("ccomp", "parataxis") for c in verb.children):
            return None
        marks = (t for t in verb.subtree if t.lower_ == "that" and t.dep_ == "mark" and t.i > verb.i)
        clause = next((t.head for t in marks if t.head.dep_ in ("relcl", "acl", "ccomp", "advcl")), None)
        at = clause.head if clause is not None else verb
        while at.i != verb.i and not self._reports(at):
            at = at.head
        return clause if at.i == verb.i else None

    def _interrupts(self, clause: Token) -> bool:
        """Whether a clause set next to a verb only reports it: "agreed to stop, officials said"."""
        return (
            clause.dep_ == "parataxis"
            and self._reports(clause)
            and not any(c.dep_ == "ccomp" for c in clause.children)
        )

    def _around(self, verb: Token, host: Token, subject: Token | None, denied: bool) -> Iterator[Speech]:
        """The clause around a reporting clause set apart in it: "Boeing, Airbus said, had …"."""
        first, last = verb.left_edge.i, verb.right_edge.i + 1
        for start, end in ((host.left_edge.i, first), (last, host.right_edge.i + 1)):
            if end > start:
                yield Speech(start, end, subject.i if subject is not None else -1, verb.i, False, denied)

    # acts of speech

    def _acts(self, doc: Doc, said: list[Speech]) -> Iterator[Speech]:
        """What acts of speech are about, outside quotations and where no clause tells it."""
        quoted = {i for s in said if s.quoted for i in range(s.start, s.end)}
        clauses = {s.cue for s in said}
        for token in doc:
            if token.i in quoted or token.i in clauses:
                continue
            if token.pos_ == "VERB":
                yield from acts(token, self.lexicon)
            else:
                yield from owned(token, self.lexicon)

    # according to

    def _according(self, doc: Doc) -> Iterator[Speech]:
        views = self.lexicon.words("noun", "Viewpoint")
        for token in doc:
            if token.lower_ in views and token.dep_ == "pobj" and token.head.lower_ in ("in", "by", "to"):
                yield from _in_view_of(token)
            if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
                yield from self._according_to(token)

    def _according_to(self, token: Token) -> Iterator[Speech]:
        """The sentence before and after an "according to" phrase; a plan or an order is no source."""
        to = (t for t in token.subtree if t.lower_ == "to")
        source = next((c for t in to for c in t.children if c.dep_ == "pobj"), None)
        if source is None or source.lemma_.lower() in self.lexicon.words("noun", "Planned"):
            return
        if source.lower_ in self.lexicon.words("noun", "Viewpoint"):  # "according to her words"
            source = next(iter([*possessors(source), *objects_of(source, "of")]), source)
        before = (token.sent.start, token.left_edge.i)
        after = (token.right_edge.i + 1, token.sent.end)
        for start, end in (before, after):
            if end - start > SHORTEST_CLAUSE:
                yield Speech(start, end, source.i, token.i, False)


def _who_says(verb: Token) -> Token | None:
    """The subject of a verb, or the person named in it."""
    found = subject_of(verb)
    return named_in(found, verb) if found is not None else None


def _objects(verb: Token) -> list[str]:
    return [c.lemma_.lower() for c in verb.children if c.dep_ == "dobj"]


def _in_view_of(noun: Token) -> Iterator[Speech]:
    """What follows a viewpoint and a comma: "In the minister's view, …", "By the account of Iran, …"."""
    source = next(iter([*possessors(noun), *objects_of(noun, "of")]), None)
    if source is None or source.pos_ not in ("PROPN", "NOUN", "PRON"):
        return
    end = noun.sent.end
    after = next((t.i for t in noun.doc[noun.i : end] if t.text == ","), end)
    if end - after > SHORTEST_CLAUSE:
        yield Speech(after + 1, end, source.i, noun.i, False)


def _source_nearby(doc: Doc, start: int, end: int) -> Token | None:
    """The source of a quotation by "according to", in the sentence around it."""
    for token in (*doc[end : end + WINDOW], *doc[max(0, start - WINDOW) : start]):
        if token.lower_ == "according":
            return next(
                (c for to in token.subtree if to.lower_ == "to" for c in to.children if c.dep_ == "pobj"),
                None,
            )
        if token.is_sent_start and token.i > end + 1:
            break
    return None
