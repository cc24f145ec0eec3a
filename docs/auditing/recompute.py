#!/usr/bin/env python3
# ruff: noqa: T201, S310, E501
"""Compute an agreement again from its open data, and say in plain sentences what is so and is not.

    python3 recompute.py https://example.org/agreements/aire-limpio-1.json
    python3 recompute.py acuerdo.json --language en --hash "2b35 2c27 ..." \\
        --signatures "90c1 5b3e ..."

It needs Python 3.9 or later and nothing else, and imports nothing of the site that it audits. It
ends with 0 if everything that can be computed agrees, 1 if something does not, 2 if the file cannot
be read. What it cannot compute stands in its last lines.
"""

import argparse
import hashlib
import json
import sys
import urllib.error
import urllib.request
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

FORMAT = "concertar-agreement/1"
LARGEST = 50_000_000  # bytes of one file
SECONDS = 30
BINDS = ("consent", "reservation")
IN_SIGNATURE = (
    "actor", "channel", "clauses", "day", "kind", "language", "mandate", "reason", "sha256",
)  # fmt: skip
SPOKEN = ("cannot_bind", "language", "place", "preamble", "title", "translation_of")
SPOKEN_IN_CLAUSE = ("heading", "text")
SPOKEN_IN_COMMITMENT = ("deliverable", "funding", "legal_reference")
SPOKEN_IN_INDICATOR = ("name", "unit")  # a unit may be a word, as stations; the number is not

# What is so, what is not so (its name ends with _not), and what is only told (its name ends with _told).
SENTENCES = {
    "text": (
        "El texto auténtico ({language}) da la huella que se publica: {sha256}.",
        "The authentic text ({language}) gives the hash that is published: {sha256}.",
    ),
    "text_not": (
        "El texto auténtico no da la huella que se publica: se publica {said} y se calcula {sha256}.",
        "The authentic text does not give the hash that is published: it says {said} and is {sha256}.",
    ),
    "texts_not": (
        "Debe haber un texto auténtico y hay {count}.",
        "There must be one authentic text and there are {count}.",
    ),
    "canonical_not": (
        "El texto en «{language}» no está escrito en su única forma (JSON con nombres en orden y sin blancos).",
        "The text in “{language}” is not written in its one form (JSON, sorted names, no blanks).",
    ),
    "paper": (
        "La huella del papel es la del texto auténtico.",
        "The hash on the paper is that of the authentic text.",
    ),
    "paper_not": (
        "La huella del papel no es la del texto auténtico: no son el mismo texto.",
        "The hash on the paper is not that of the authentic text: they are two texts.",
    ),
    "translation": (
        "La traducción a «{language}» da su propia huella y es anexo del texto auténtico.",
        "The translation into “{language}” gives its own hash and is an annex of the authentic text.",
    ),
    "translation_not": (
        "La traducción a «{language}» no da la huella que se publica.",
        "The translation into “{language}” does not give the hash that is published.",
    ),
    "annex_not": (
        "La traducción a «{language}» no es anexo de este texto auténtico: nombra otra huella.",
        "The translation into “{language}” is no annex of this authentic text: it names another hash.",
    ),
    "same_facts_not": (
        "La traducción a «{language}» difiere del texto auténtico en algo más que las palabras.",
        "The translation into “{language}” differs from the authentic text in more than its words.",
    ),
    "charter": (
        "La regla de la mesa da su huella y es la que el texto nombra.",
        "The charter of the table gives its hash and is the one that the text names.",
    ),
    "charter_not": (
        "La regla de la mesa no da la huella que se publica.",
        "The charter of the table does not give the hash that is published.",
    ),
    "charter_named_not": (
        "El texto nombra otra regla: la huella que cita no es la de la regla publicada.",
        "The text names another charter: the hash it cites is not that of the published one.",
    ),
    "heading_not": (
        "El texto dice {name} = «{text}» y los datos dicen «{data}».",
        "The text says {name} = “{text}” and the data say “{data}”.",
    ),
    "actors_not": (
        "{name}: los datos la ponen en otro sector o con otra obligación de firmar que la regla.",
        "{name}: the data put it on another side, or under another duty to sign, than the charter.",
    ),
    "signature": (
        "{name} dio su palabra ({kind}) sobre este texto el {day}, con un mandato vigente ese día.",
        "{name} gave its word ({kind}) on this text on {day}, under a mandate valid that day.",
    ),
    "signature_hash_not": (
        "{name} no firmó este texto: su firma nombra otra huella.",
        "{name} did not sign this text: its signature names another hash.",
    ),
    "signature_mandate_not": (
        "La firma de {name} no se apoya en un mandato suyo: {mandate}.",
        "The signature of {name} does not rest on a mandate of its own: {mandate}.",
    ),
    "signature_day_not": (
        "{name} firmó el {day} con un mandato que ese día no regía ({starts} a {ends}).",
        "{name} signed on {day} under a mandate that was not valid that day ({starts} to {ends}).",
    ),
    "signature_power_not": (
        "{name} firmó con un mandato que permite hablar y no firmar.",
        "{name} signed under a mandate that lets speak and not sign.",
    ),
    "signature_matter_not": (
        "{name} firmó con un mandato para otro asunto («{matter}»).",
        "{name} signed under a mandate for another matter (“{matter}”).",
    ),
    "signature_early_not": (
        "{name} firmó el {day}, antes de que el texto se cerrara.",
        "{name} signed on {day}, before the text was frozen.",
    ),
    "signature_twice_not": (
        "{name} firma más de una vez.",
        "{name} signs more than once.",
    ),
    "signature_reason_not": (
        "{name} no firma conforme y no dice por qué.",
        "{name} does not plainly consent and gives no reason.",
    ),
    "signature_clause_not": (
        "{name} nombra la cláusula {clause}, que el texto no tiene.",
        "{name} names clause {clause}, which the text does not have.",
    ),
    "signatures_hash": (
        "Las {count} firmas dan la huella que se publica: {sha256}.",
        "The {count} signatures give the hash that is published: {sha256}.",
    ),
    "signatures_hash_not": (
        "Las {count} firmas no dan la huella que se publica: se publica {said} y se calcula {sha256}.",
        "The {count} signatures do not give the hash that is published: it says {said} and is {sha256}.",
    ),
    "paper_signatures": (
        "La huella de las firmas en el papel es la de estas firmas.",
        "The hash of the signatures on the paper is that of these signatures.",
    ),
    "paper_signatures_not": (
        "La huella de las firmas en el papel no es la de estas firmas: alguna cambió, falta o sobra.",
        "The hash of the signatures on the paper is not that of these: one changed, is missing or was added.",
    ),
    "compare_text_told": (
        "Compare con el papel firmado, o dé con --hash, la huella del texto: {sha256}",
        "Compare with the signed paper, or give with --hash, the hash of the text: {sha256}",
    ),
    "compare_signatures_told": (
        "Compare con el acta impresa después de la última firma, o dé con --signatures, la de las firmas: {sha256}",
        "Compare with the record printed after the last signature, or give with --signatures, that of the signatures: {sha256}",
    ),
    "rule_party": ("Debe firmar {name}: firmó.", "{name} must sign: it signed."),
    "rule_party_told": ("Debe firmar {name}: no firmó.", "{name} must sign: it did not."),
    "rule_side": (
        "Debe firmar el sector «{side}»: firmó.",
        "The constituency “{side}” must sign: it signed.",
    ),
    "rule_side_told": (
        "Debe firmar el sector «{side}»: no firmó.",
        "The constituency “{side}” must sign: it did not.",
    ),
    "rule_count_told": (
        "Se piden al menos {least} firmas y hay {count} que cuentan.",
        "At least {least} signatures are asked for and {count} count.",
    ),
    "verdict": (
        "Según la regla, el acuerdo {verdict}, y así se publica.",
        "By the rule, the agreement {verdict}, and so it is published.",
    ),
    "verdict_not": (
        "Según la regla, el acuerdo {verdict}, y se publica como «{status}».",
        "By the rule, the agreement {verdict}, and it is published as “{status}”.",
    ),
    "open_told": (
        "El acuerdo todavía está abierto a firmas: hoy, según la regla, {verdict}.",
        "The agreement is still open for signature: today, by the rule, it {verdict}.",
    ),
    "withdrawn_told": (
        "El texto fue retirado: sus firmas quedan en registro y no obligan.",
        "The text was withdrawn: its signatures stay on record and bind nobody.",
    ),
    "no_package_told": (
        "La mesa no eligió un paquete calculado: no hay costos ni límites que sumar.",
        "The table chose no computed package: there are no costs or limits to add up.",
    ),
    "package_not": (
        "El paquete de los datos no es el que cita el texto firmado.",
        "The package in the data is not the one that the signed text cites.",
    ),
    "cited": (
        "Las cláusulas citan solo opciones que el paquete acordado toma: {count}.",
        "The clauses cite only options that the agreed package takes: {count}.",
    ),
    "cited_not": (
        "La cláusula {clause} cita la opción «{option}» del asunto «{issue}», que el paquete no toma.",
        "Clause {clause} cites the option “{option}” of the issue “{issue}”, which the package does not take.",
    ),
    "offered_not": (
        "El paquete acordado, {letter}, no está entre los que estuvieron en la mesa con esas mismas opciones.",
        "The agreed package, {letter}, is not among those that were on the table with those same options.",
    ),
    "choice_not": (
        "En el asunto «{issue}» el paquete no toma una opción que exista.",
        "On the issue “{issue}” the package does not take an option that exists.",
    ),
    "cost": (
        "{name} paga {amount}, suma de las opciones elegidas.",
        "{name} pays {amount}, the sum of the chosen options.",
    ),
    "cost_not": (
        "{name} paga {amount} según las opciones elegidas, y se publica {said}.",
        "{name} pays {amount} by the chosen options, and {said} is published.",
    ),
    "budget_told": (
        "{name} paga más que su presupuesto declarado de {budget}.",
        "{name} pays more than its declared budget of {budget}.",
    ),
    "limits": (
        "Los límites de los datos son los {count} que el texto firmado nombra, con sus mismos valores.",
        "The limits of the data are the {count} that the signed text names, with the same values.",
    ),
    "limits_not": (
        "El texto firmado nombra los límites «{text}» y los datos «{data}».",
        "The signed text names the limits “{text}” and the data “{data}”.",
    ),
    "limit_text_not": (
        "{name}: el límite de los datos no es el del texto firmado: difiere en {what}.",
        "{name}: the limit of the data is not that of the signed text: it differs in {what}.",
    ),
    "limit": (
        "{name}: entre el mejor y el peor caso, de {low} a {high} {unit}; {verdict}.",
        "{name}: between the best and the worst case, {low} to {high} {unit}; {verdict}.",
    ),
    "limit_unknown": (
        "{name}: hay un efecto que nadie conoce, así que no se puede decir que se respete.",
        "{name}: an effect is not known, so nobody can say that it is kept.",
    ),
    "limit_not": (
        "{name}: se calcula de {low} a {high} y se publica de {said_low} a {said_high}, o lo contrario sobre si se respeta.",
        "{name}: it is {low} to {high} and is published as {said_low} to {said_high}, or otherwise on whether it is kept.",
    ),
    "values": (
        "De los puntajes se publica lo que la regla declaró («{level}») y las partes consintieron.",
        "Of the scores is published what the charter declared (“{level}”) and the parties consented to.",
    ),
    "values_level_not": (
        "Los datos publican «{said}» y la regla declaró «{level}».",
        "The data publish “{said}” and the charter declared “{level}”.",
    ),
    "values_more_not": (
        "Se publica de los puntajes más de lo que la regla declaró: {what}.",
        "More of the scores is published than the charter declared: {what}.",
    ),
    "values_consent_not": (
        "Se publica un valor sin el consentimiento de {name} a esta regla.",
        "A value is published without the consent of {name} to this charter.",
    ),
    "values_early_not": (
        "Se publican valores de un acuerdo que no está vigente.",
        "Values are published of an agreement that does not stand.",
    ),
    "values_least_not": (
        "El valor del paquete {letter} para «{side}» es {value} (el menor de sus partes) y se publica {said}.",
        "The value of package {letter} to “{side}” is {value} (the least of its parties') and {said} is published.",
    ),
    "values_number_not": (
        "El valor del paquete {letter} para «{who}» no está entre 0 y 100: {said}.",
        "The value of package {letter} to “{who}” is not between 0 and 100: {said}.",
    ),
    "values_unknown_not": (
        "Se publica para «{who}» el valor de un paquete que no estuvo en la mesa: {letter}.",
        "A value of a package that was not on the table is published for “{who}”: {letter}.",
    ),
    "values_agreed_not": (
        "Falta para «{who}» el valor del paquete acordado, {letter}, y se publican otros.",
        "The value of the agreed package, {letter}, is missing for “{who}”, and others are published.",
    ),
    "values_agreed_told": (
        "No se publica cuánto vale el paquete acordado, {letter}.",
        "What the agreed package, {letter}, is worth is not published.",
    ),
    "values_stated_told": (
        "El paquete acordado, {letter}, vale {value} puntos de 100 para «{who}».",
        "The agreed package, {letter}, is worth {value} points of 100 to “{who}”.",
    ),
    "values_origins_not": (
        "Se publica qué regla eligió el paquete {letter}, y la regla de la mesa no lo declaró o el acuerdo no está vigente.",
        "It is published which rule chose package {letter}, which the charter did not declare or the agreement does not stand.",
    ),
    "consent_not": (
        "El consentimiento de {name} nombra otra regla o se apoya en un mandato que no regía.",
        "The consent of {name} names another charter or rests on a mandate that was not valid.",
    ),
    "commitment": (
        "El compromiso {number} se puede verificar: responsable, fecha, indicador, línea de base y meta.",
        "Commitment {number} can be checked: responsible, day, indicator, baseline and target.",
    ),
    "commitment_not": (
        "El compromiso {number} no se puede verificar: le falta {what}.",
        "Commitment {number} cannot be checked: it lacks {what}.",
    ),
    "commitment_text_not": (
        "El compromiso {number} de los datos no es el del texto firmado: difiere en {what}.",
        "Commitment {number} of the data is not that of the signed text: it differs in {what}.",
    ),
    "commitments_not": (
        "El texto firmado tiene {text} compromisos y los datos {data}.",
        "The signed text has {text} commitments and the data {data}.",
    ),
    "check": (
        "Compromiso {number}: {name} lo verificó el {day} ({score} de 3) y no es responsable.",
        "Commitment {number}: {name} checked it on {day} ({score} of 3) and is not the responsible.",
    ),
    "check_own_not": (
        "Compromiso {number}: lo verificó el {day} quien debe cumplirlo, {name}.",
        "Commitment {number}: it was checked on {day} by whoever is to carry it out, {name}.",
    ),
    "check_person_not": (
        "Compromiso {number}: quien lo verificó el {day} ({holder}) también habla por el responsable.",
        "Commitment {number}: whoever checked it on {day} ({holder}) also speaks for the responsible.",
    ),
    "check_mandate_not": (
        "Compromiso {number}: la verificación del {day} no se apoya en un mandato vigente de {name}.",
        "Commitment {number}: the check of {day} does not rest on a valid mandate of {name}.",
    ),
    "check_score_not": (
        "Compromiso {number}: la verificación del {day} no va de 0 a 3.",
        "Commitment {number}: the check of {day} does not go from 0 to 3.",
    ),
    "check_early_not": (
        "Compromiso {number}: se verificó el {day}, antes de que el acuerdo rigiera.",
        "Commitment {number}: it was checked on {day}, before the agreement stood.",
    ),
    "check_lost_not": (
        "Hay una verificación de un compromiso que no está en los datos.",
        "There is a check of a commitment that is not in the data.",
    ),
    "reply_not": (
        "Compromiso {number}: la respuesta del {day} no es del responsable, o llegó antes que la verificación.",
        "Commitment {number}: the reply of {day} is not the responsible's, or came before the check.",
    ),
}
VERDICTS = {
    "stands": ("se sostiene", "stands"),
    "fails": ("no se sostiene", "does not stand"),
    "keeps": ("se respeta", "it is kept"),
    "breaks": ("no se respeta", "it is not kept"),
    "consent": ("conforme", "consent"),
    "reservation": ("con reserva", "with a reservation"),
    "refusal": ("desacuerdo", "refusal"),
}
PROBLEMS = {
    "unreadable": ("No se puede leer {where}: {why}", "{where} cannot be read: {why}"),
    "not_ours": (
        "{where} no es un acuerdo en el formato {format}.",
        "{where} is no agreement in the format {format}.",
    ),
    "broken": (
        "A los datos de {where} les falta «{name}», o no tiene la forma debida.",
        "The data of {where} lack “{name}”, or it has not the form it should have.",
    ),
}
ENDS = {
    0: (
        "Todo lo que se puede calcular coincide. {count} comprobaciones.",
        "Everything that can be computed agrees. {count} things were compared.",
    ),
    1: (
        "{wrong} de {count} comprobaciones no coinciden.",
        "{wrong} of {count} things that were compared do not agree.",
    ),
}


# What the data state and neither the signed text nor any other part of them could contradict.
STATED = (
    (
        "Lo que este programa no puede calcular, sino que los datos afirman:",
        "What this program cannot compute, and the data only state:",
    ),
    (
        "los paquetes que no se firmaron ({letters}): qué opciones toman y cómo se llaman;",
        "the packages that were not signed ({letters}): which options they take and their names;",
    ),
    (
        "cuánto cuesta y qué cambia cada opción, las líneas de base y los presupuestos: se suman como están;",
        "what each option costs and changes, the baselines and the budgets: they are added up as they stand;",
    ),
    (
        "cuánto vale cada paquete para quien lo puntuó, que nadie más puede saber;",
        "what each package is worth to whoever scored it, which nobody else can know;",
    ),
    (
        "el puntaje y la evidencia de cada verificación, y lo que se respondió: pregunte a quien verificó;",
        "the score and the evidence of each check, and what was replied: ask whoever checked;",
    ),
    (
        "de cada mandato, su titular, su documento y sus días: pida el documento.",
        "of each mandate its holder, its document and its days: ask for the document.",
    ),
)


class Unreadable(Exception):
    """The file is not there, or is not what it should be; carries the code of its sentence."""

    def __init__(self, code, **words):
        super().__init__(code)
        self.code, self.words = code, words


class Audit:
    """The findings, in the order in which they were made, and the data they are about."""

    def __init__(self, data):
        self.data = data
        self.found = []
        self.charter = {}
        self.text = {}
        self.sha256 = ""
        self.signatures_sha256 = ""
        self.mandates = {one["mandate"]: one for one in data["mandates"]}
        self.actors = {one["actor"]: one for one in data["actors"]}

    def say(self, code, **words):
        self.found.append((code, words))

    def ask(self, is_so, code, **words):
        """Say the sentence of what is so, if there is one, or of what is not."""
        if not is_so:
            self.say(code + "_not", **words)
        elif code in SENTENCES:
            self.say(code, **words)
        return is_so

    @property
    def wrong(self):
        return sum(code.endswith("_not") for code, _words in self.found)

    def name(self, actor):
        return self.actors.get(actor, {}).get("name", actor)


def hash_of(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(data):
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_printed(paper):
    """A hash as somebody read it off a paper, in groups and perhaps in capitals."""
    return "".join(paper.lower().split())


def in_fours(sha256):
    return " ".join(sha256[i : i + 4] for i in range(0, len(sha256), 4))


def number(written):
    """An exact number from its text; None stays None."""
    return None if written is None else Decimal(str(written))


def plain(value):
    if value is None:
        return "?"
    said = f"{value:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


# ---- the texts and the charter -----------------------------------------------------------------


def audit_texts(audit, paper):
    originals = [one for one in audit.data["texts"] if not one["is_translation"]]
    if not audit.ask(len(originals) == 1, "texts", count=len(originals)):
        return
    original = originals[0]
    audit.sha256 = hash_of(original["text"])
    words = {"language": original["language"], "sha256": audit.sha256, "said": original["sha256"]}
    audit.ask(audit.sha256 == original["sha256"], "text", **words)
    audit.text = json.loads(original["text"])
    audit.ask(canonical(audit.text) == original["text"], "canonical", **words)
    if paper:
        audit.ask(as_printed(paper) == audit.sha256, "paper")
    for one in audit.data["texts"]:
        if one["is_translation"]:
            audit_translation(audit, one)


def audit_translation(audit, annex):
    words = {"language": annex["language"]}
    data = json.loads(annex["text"])
    audit.ask(hash_of(annex["text"]) == annex["sha256"], "translation", **words)
    audit.ask(canonical(data) == annex["text"], "canonical", **words)
    audit.ask(data.get("translation_of") == audit.sha256, "annex", **words)
    audit.ask(bare(data) == bare(audit.text), "same_facts", **words)


def bare(text):
    """A text without its words: what must be the same in every language."""

    def without(thing, names):
        return {name: value for name, value in thing.items() if name not in names}

    kept = without(text, (*SPOKEN, "clauses", "commitments"))
    kept["clauses"] = [without(one, SPOKEN_IN_CLAUSE) for one in text["clauses"]]
    kept["commitments"] = []
    for one in text["commitments"]:
        indicator = one["indicator"] and without(one["indicator"], SPOKEN_IN_INDICATOR)
        terms = {**without(one, SPOKEN_IN_COMMITMENT), "indicator": indicator}
        kept["commitments"].append(terms)
    return kept


def audit_charter(audit):
    charter = audit.data["charter"]
    audit.charter = json.loads(charter["text"])
    sha256 = hash_of(charter["text"])
    is_itself = sha256 == charter["sha256"] and canonical(audit.charter) == charter["text"]
    audit.ask(is_itself, "charter")
    audit.ask(audit.text["charter"] == sha256, "charter_named")
    agreement = audit.data["agreement"]
    pairs = {
        "agreement": agreement["slug"],
        "number": agreement["number"],
        "frozen_on": agreement["frozen_on"],
        "table": agreement["table"],
        "forum": agreement["forum"],
        "place": agreement["place"],
    }
    for name, said in pairs.items():
        text = audit.text[name]
        audit.ask(text == said, "heading", name=name, text=text, data=said)
    declared = audit.charter["table"], audit.charter["forum"]
    named = f"{agreement['table']}, {agreement['forum']}"
    is_same = declared == (agreement["table"], agreement["forum"])
    audit.ask(is_same, "heading", name="charter", text=", ".join(declared), data=named)
    for one in audit.charter["actors"]:
        known = audit.actors.get(one["actor"])
        same = known and all(
            known[name] == one[name] for name in ("institution", "constituency", "must_sign")
        )
        audit.ask(bool(same), "actors", name=one["name"])


# ---- signatures and the rule -------------------------------------------------------------------


def is_valid_on(mandate, day):
    ends = mandate["ends"]
    return date.fromisoformat(mandate["starts"]) <= day and (
        ends is None or day <= date.fromisoformat(ends)
    )


def hash_of_signatures(signatures):
    """Of all that each party answered, in one form and in the order of the parties."""
    rows = [{name: one[name] for name in IN_SIGNATURE} for one in signatures]
    return hash_of(canonical({"signatures": sorted(rows, key=lambda row: row["actor"])}))


def audit_hash_of_signatures(audit, paper):
    audit.signatures_sha256 = hash_of_signatures(audit.data["signatures"])
    words = {
        "count": len(audit.data["signatures"]),
        "sha256": audit.signatures_sha256,
        "said": audit.data["signatures_sha256"],
    }
    audit.ask(words["sha256"] == words["said"], "signatures_hash", **words)
    if paper:
        audit.ask(as_printed(paper) == words["sha256"], "paper_signatures")


def audit_signatures(audit):
    seen = set()
    numbers = {one["number"] for one in audit.text["clauses"]}
    for one in audit.data["signatures"]:
        before = audit.wrong
        name, day = audit.name(one["actor"]), date.fromisoformat(one["day"])
        audit.ask(one["institution"] not in seen, "signature_twice", name=name)
        seen.add(one["institution"])
        audit.ask(one["sha256"] == audit.sha256, "signature_hash", name=name)
        audit_mandate_of_signature(audit, one, name, day)
        frozen = date.fromisoformat(audit.data["agreement"]["frozen_on"])
        audit.ask(day >= frozen, "signature_early", name=name, day=day)
        audit.ask(one["kind"] == "consent" or bool(one["reason"]), "signature_reason", name=name)
        for clause in one["clauses"]:
            audit.ask(clause in numbers, "signature_clause", name=name, clause=clause)
        if audit.wrong == before:
            audit.say("signature", name=name, day=day, kind=("verdict", one["kind"]))


def audit_mandate_of_signature(audit, one, name, day):
    mandate = audit.mandates.get(one["mandate"])
    actor = audit.actors.get(one["actor"], {})
    own = mandate is not None and mandate["institution"] == one["institution"] == actor.get(
        "institution"
    )
    if not audit.ask(own, "signature_mandate", name=name, mandate=one["mandate"]):
        return
    valid = {"day": day, "starts": mandate["starts"], "ends": mandate["ends"] or "…"}
    audit.ask(is_valid_on(mandate, day), "signature_day", name=name, **valid)
    audit.ask(mandate["power"] == "sign", "signature_power", name=name)
    matter = mandate["matter"]
    fits = matter in ("", audit.data["agreement"]["forum"])
    audit.ask(fits, "signature_matter", name=name, matter=matter)


def audit_rule(audit):
    """The declared rule, read from the charter itself and applied to the signatures."""
    rule = audit.charter["rule"]
    counted = BINDS if rule["may_reserve"] else ("consent",)
    bound = {x["actor"] for x in audit.data["signatures"] if x["kind"] in counted}
    signed = {audit.actors[x]["constituency"] for x in bound if x in audit.actors}
    holds = len(bound) >= rule["least_signatures"]
    audit.say("rule_count_told", least=rule["least_signatures"], count=len(bound))
    for party in rule["must_sign"]:
        holds = holds and party in bound
        audit.say("rule_party" if party in bound else "rule_party_told", name=audit.name(party))
    for side in rule["required_constituencies"]:
        holds = holds and side in signed
        audit.say("rule_side" if side in signed else "rule_side_told", side=side)
    status = audit.data["agreement"]["status"]
    words = {"verdict": ("verdict", "stands" if holds else "fails"), "status": status}
    if status == "signing":
        audit.say("open_told", **words)
    elif status == "withdrawn":
        audit.say("withdrawn_told")
    else:
        audit.ask(holds == (status == "standing"), "verdict", **words)


# ---- costs and limits --------------------------------------------------------------------------


def taken_options(audit):
    """The option that the package takes on each issue, with what the issue can move."""
    package = audit.data["package"]
    cited = audit.text["package"]
    choices = {one["issue"]: one["option"] for one in cited["choices"]} if cited else None
    same = (package and package["choices"]) == choices
    same = same and (package and package["letter"]) == (cited and cited["letter"])
    audit.ask(same, "package")
    if package is None:
        audit.say("no_package_told")
        return None
    there = {one["letter"]: one["choices"] for one in audit.data["packages"]}
    is_offered = there.get(package["letter"]) == package["choices"]
    audit.ask(is_offered, "offered", letter=package["letter"])
    taken = []
    for issue in audit.data["issues"]:
        wanted = package["choices"].get(issue["key"])
        found = [one for one in issue["options"] if one["key"] == wanted]
        if audit.ask(len(found) == 1, "choice", issue=issue["key"]):
            taken.append((issue, found[0]))
    return taken


def audit_cited(audit, taken):
    """No clause of the signed text comes from an option that the package in the data leaves out."""
    there = {(issue["key"], option["key"]) for issue, option in taken}
    before, count = audit.wrong, 0
    for clause in audit.text["clauses"]:
        for one in clause["options"]:
            count += 1
            if (one["issue"], one["option"]) not in there:
                audit.say("cited_not", clause=clause["number"], **one)
    if audit.wrong == before:
        audit.say("cited", count=count)


def audit_costs(audit, taken):
    sums = {}
    for _issue, option in taken:
        for cost in option["costs"]:
            sums[cost["payer"]] = sums.get(cost["payer"], 0) + cost["amount"]
    said = {one["payer"]: one["amount"] for one in audit.data["costs"]}
    budgets = {one["payer"]: one["amount"] for one in audit.data["budgets"]}
    for payer in sorted({*sums, *said}):
        amount = sums.get(payer, 0)
        words = {"name": audit.name(payer), "amount": ("money", amount)}
        words["said"] = ("money", said.get(payer, 0))
        audit.ask(amount == said.get(payer, 0), "cost", **words)
        if payer in budgets and amount > budgets[payer]:
            audit.say("budget_told", budget=("money", budgets[payer]), **words)


def audit_frozen_limits(audit):
    """The limits of the data are those that everybody signed, and all of them."""
    before = audit.wrong
    signed = {one["key"]: one for one in audit.text["limits"]}
    said = {one["key"]: one for one in audit.data["limits"]}
    if sorted(signed) != sorted(one["key"] for one in audit.data["limits"]):
        audit.say("limits_not", text=", ".join(sorted(signed)), data=", ".join(sorted(said)))
    for key in sorted(set(signed) & set(said)):
        text, data = signed[key], said[key]
        told = ("kind", "name", "indicator", "unit", "basis")
        other = [name for name in told if text[name] != data[name]]
        other += [name for name in ("least", "most") if number(text[name]) != number(data[name])]
        audit.ask(not other, "limit_text", name=text["name"], what=", ".join(other))
    if audit.wrong == before:
        audit.say("limits", count=len(signed))


def worst_of(audit, indicator, taken):
    """The two ends of an indicator: of the baseline plus those of every effect; None: unknown."""
    baseline = next((x for x in audit.data["baselines"] if x["indicator"] == indicator), None)
    if baseline is None:
        return None
    low, high = number(baseline["low"]), number(baseline["high"])
    for issue, option in taken:
        if option["status_quo"] or indicator not in issue["affects"]:
            continue
        effect = next((x for x in option["effects"] if x["indicator"] == indicator), None)
        if effect is None:
            return None
        low, high = low + number(effect["low"]), high + number(effect["high"])
    return low, high


def audit_limits(audit, taken):
    said = {one["limit"]: one for one in audit.data["cases"]}
    for limit in audit.data["limits"]:
        ends = worst_of(audit, limit["indicator"], taken)
        low, high = ends or (None, None)
        least, most = number(limit["least"]), number(limit["most"])
        keeps = ends is not None and (most is None or high <= most)
        keeps = keeps and (least is None or low >= least)
        claim = said.get(limit["key"], {"low": None, "high": None, "keeps": None})
        same = (number(claim["low"]), number(claim["high"]), claim["keeps"]) == (low, high, keeps)
        words = {
            "name": limit["name"],
            "unit": limit["unit"],
            "low": plain(low),
            "high": plain(high),
            "said_low": claim["low"],
            "said_high": claim["high"],
            "verdict": ("verdict", "keeps" if keeps else "breaks"),
        }
        if not same:
            audit.say("limit_not", **words)
        else:
            audit.say("limit" if ends else "limit_unknown", **words)


# ---- what of the scores is published -----------------------------------------------------------


def audit_values(audit):
    values, level = audit.data["values"], audit.charter["publishes"]
    before = audit.wrong
    audit.ask(values["publishes"] == level, "values_level", said=values["publishes"], level=level)
    allowed = {
        "nothing": set(),
        "constituencies": {"constituencies"},
        "parties": {"constituencies", "parties"},
    }
    for name in sorted(set(values) - {"publishes"} - allowed.get(level, set())):
        audit.say("values_more_not", what=name)
    sides = {one["constituency"]: one["values"] for one in values.get("constituencies", [])}
    parties = {one["actor"]: one["values"] for one in values.get("parties", [])}
    standing = audit.data["agreement"]["status"] == "standing"
    if sides or parties:
        audit.ask(standing, "values_early")
    for one in audit.data["packages"]:
        if "origins" in one:
            is_declared = standing and level != "nothing"
            audit.ask(is_declared, "values_origins", letter=one["letter"])
    audit_consent_to_values(audit, sides, parties)
    audit_letters(audit, sides, parties)
    audit_least(audit, sides, parties)
    if audit.wrong == before:
        audit.say("values", level=level)


def audit_consent_to_values(audit, sides, parties):
    """Everybody whose value shows, alone or as the least of a side, consented to this charter."""
    sha256 = hash_of(audit.data["charter"]["text"])
    consented = set()
    for one in audit.data["consents"]:
        mandate = audit.mandates.get(one["mandate"])
        actor = audit.actors.get(one["actor"])
        holds = (
            mandate is not None
            and actor is not None
            and mandate["institution"] == actor["institution"]
            and is_valid_on(mandate, date.fromisoformat(one["day"]))
            and one["charter_sha256"] == sha256
        )
        if audit.ask(holds, "consent", name=audit.name(one["actor"])):
            consented.add(one["actor"])
    shown = set(parties)
    for key, actor in audit.actors.items():
        if actor["constituency"] in sides and not actor["empty_chair"]:
            shown.add(key)
    for key in sorted(shown):
        audit.ask(key in consented, "values_consent", name=audit.name(key))


def audit_letters(audit, sides, parties):
    """Every value is of a package that was on the table, and the agreed one is valued for all."""
    letters = {one["letter"] for one in audit.data["packages"]}
    agreed = (audit.data["package"] or {}).get("letter")
    rows = [*sorted(sides.items()), *((audit.name(key), row) for key, row in parties.items())]
    is_valued = any(agreed in row for _who, row in rows)
    for who, row in rows:
        for letter, said in sorted(row.items()):
            audit.ask(letter in letters, "values_unknown", who=who, letter=letter)
            in_range = 0 <= Fraction(said) <= 100
            audit.ask(in_range, "values_number", who=who, letter=letter, said=said)
        if agreed in row:
            value = ("points", Fraction(row[agreed]))
            audit.say("values_stated_told", who=who, letter=agreed, value=value)
        elif is_valued:
            audit.say("values_agreed_not", who=who, letter=agreed)
    if rows and agreed and not is_valued:
        audit.say("values_agreed_told", letter=agreed)


def audit_least(audit, sides, parties):
    """Where the values of parties are public, that of a side must be the least of them."""
    for side, row in sorted(sides.items()):
        own = [
            values
            for key, values in parties.items()
            if audit.actors.get(key, {}).get("constituency") == side
        ]
        shared = set.intersection(*(set(values) for values in own)) if own else set()
        for letter in sorted(shared | (set(row) if own else set())):
            known = [Fraction(values[letter]) for values in own if letter in values]
            least = min(known) if letter in shared else None
            words = {"side": side, "letter": letter, "value": least, "said": row.get(letter)}
            same = letter in row and least is not None and Fraction(row[letter]) == least
            audit.ask(same, "values_least", **words)


# ---- commitments and checks --------------------------------------------------------------------


def audit_commitments(audit):
    said = {one["number"]: one for one in audit.data["commitments"]}
    signed = audit.text["commitments"]
    audit.ask(len(said) == len(signed), "commitments", text=len(signed), data=len(said))
    for one in signed:
        indicator = one["indicator"] or {}
        lacking = [name for name in ("due", "baseline", "target") if one[name] is None]
        lacking += [] if indicator else ["indicator"]
        lacking += [] if one["responsible"]["actor"] in audit.actors else ["responsible"]
        words = {"number": one["number"], "what": ", ".join(lacking)}
        audit.ask(not lacking, "commitment", **words)
        known = said.get(one["number"], {})
        pairs = {
            "responsible": (one["responsible"]["actor"], known.get("responsible")),
            "institution": (one["responsible"]["institution"], known.get("institution")),
            "due": (one["due"], known.get("due")),
            "indicator": (indicator.get("key"), known.get("indicator")),
            "unit": (indicator.get("unit"), known.get("unit")),
            "baseline": (number(one["baseline"]), number(known.get("baseline"))),
            "target": (number(one["target"]), number(known.get("target"))),
        }
        other = ", ".join(name for name, (text, data) in pairs.items() if text != data)
        audit.ask(not other, "commitment_text", number=one["number"], what=other)


def audit_checks(audit):
    known = {one["commitment"]: one for one in audit.data["commitments"]}
    for check in audit.data["checks"]:
        commitment = known.get(check["commitment"])
        if audit.ask(commitment is not None, "check_lost"):
            audit_check(audit, check, commitment)


def audit_check(audit, check, commitment):
    before, day = audit.wrong, date.fromisoformat(check["day"])
    mandate, actor = audit.mandates.get(check["mandate"]), audit.actors.get(check["actor"], {})
    words = {"number": commitment["number"], "day": day, "name": audit.name(check["actor"])}
    words["score"] = check["score"]
    responsible = commitment["institution"]
    own = mandate is not None and mandate["institution"] == check["institution"]
    own = own and check["institution"] == actor.get("institution") and is_valid_on(mandate, day)
    audit.ask(own, "check_mandate", **words)
    audit.ask(check["institution"] != responsible, "check_own", **words)
    if mandate is not None:
        same_person = any(
            other["holder"] == mandate["holder"]
            and other["institution"] == responsible
            and is_valid_on(other, day)
            for other in audit.mandates.values()
        )
        audit.ask(not same_person, "check_person", holder=mandate["holder"], **words)
    audit.ask(check["score"] in (0, 1, 2, 3), "check_score", **words)
    decided = audit.data["agreement"]["decided_on"]
    is_after = decided is not None and day >= date.fromisoformat(decided)
    audit.ask(is_after, "check_early", **words)
    if audit.wrong == before:
        audit.say("check", **words)
    for reply in check["replies"]:
        audit_reply(audit, reply, commitment, day)


def audit_reply(audit, reply, commitment, checked):
    mandate, day = audit.mandates.get(reply["mandate"]), date.fromisoformat(reply["day"])
    own = mandate is not None and mandate["institution"] == commitment["institution"]
    own = own and is_valid_on(mandate, day) and day >= checked
    audit.ask(own, "reply", number=commitment["number"], day=day)


# ---- the whole ---------------------------------------------------------------------------------


def audited(data, paper="", paper_signatures=""):
    """Every finding about one file of open data; the hashes as they are printed, if they are known."""
    audit = Audit(data)
    audit_texts(audit, paper)
    if not audit.text:
        return audit
    audit_charter(audit)
    audit_signatures(audit)
    audit_hash_of_signatures(audit, paper_signatures)
    audit_rule(audit)
    audit_frozen_limits(audit)
    taken = taken_options(audit)
    if taken is not None:
        audit_cited(audit, taken)
        audit_costs(audit, taken)
        audit_limits(audit, taken)
    audit_values(audit)
    audit_commitments(audit)
    audit_checks(audit)
    if not paper:
        audit.say("compare_text_told", sha256=in_fours(audit.sha256))
    if not paper_signatures and audit.data["signatures"]:
        audit.say("compare_signatures_told", sha256=in_fours(audit.signatures_sha256))
    return audit


def read(where):
    """The data of a file or of an address."""
    try:
        if where.startswith(("http://", "https://")):
            with urllib.request.urlopen(where, timeout=SECONDS) as answer:
                content = answer.read(LARGEST + 1)
        else:
            with Path(where).open("rb") as file:
                content = file.read(LARGEST + 1)
        data = json.loads(content.decode("utf-8"))
    except (OSError, ValueError) as trouble:
        raise Unreadable("unreadable", where=where, why=trouble) from trouble
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Unreadable("not_ours", where=where, format=FORMAT)
    return data


def said(code, words, i):
    """One sentence in the language number `i`; money, points and verdicts are written out."""
    written = {}
    for name, value in words.items():
        if isinstance(value, tuple) and value[0] == "verdict":
            value = VERDICTS.get(value[1], (value[1], value[1]))[i]
        elif isinstance(value, tuple) and value[0] == "money":
            whole = f"{value[1] // 100:,}".replace(",", "," if i else " ")
            value = f"{whole}{'.' if i else ','}{value[1] % 100:02}"
        elif isinstance(value, tuple) and value[0] == "points":
            value = f"{float(value[1]):.1f}".replace(".", "." if i else ",")
        written[name] = value
    return SENTENCES[code][i].format(**written)


def stated(audit, i):
    """The last lines: what no agreement of sums and hashes can vouch for."""
    signed = (audit.data["package"] or {}).get("letter")
    letters = [one["letter"] for one in audit.data["packages"] if one["letter"] != signed]
    first, *rest = (words[i] for words in STATED)
    return [first, *("   " + one.format(letters=", ".join(letters) or "—") for one in rest)]


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", help="address or file of the open data of an agreement")
    parser.add_argument("--language", choices=("es", "en"), default="es")
    parser.add_argument("--hash", default="", help="the hash of the text as the paper has it")
    parser.add_argument("--signatures", default="", help="the hash of the signatures, likewise")
    asked = parser.parse_args(arguments)
    i = ("es", "en").index(asked.language)
    try:
        audit = audited(read(asked.source), asked.hash, asked.signatures)
    except Unreadable as trouble:
        print(PROBLEMS[trouble.code][i].format(**trouble.words), file=sys.stderr)
        return 2
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as trouble:
        words = {"where": asked.source, "name": str(trouble).strip("'")}
        print(PROBLEMS["broken"][i].format(**words), file=sys.stderr)
        return 2
    for code, words in audit.found:
        mark = "NO" if code.endswith("_not") else "--" if code.endswith("_told") else "ok"
        print(mark, said(code, words, i))
    result = 1 if audit.wrong else 0
    compared = sum(not code.endswith("_told") for code, _words in audit.found)
    print(ENDS[result][i].format(count=compared, wrong=audit.wrong))
    print("\n".join(stated(audit, i)))
    return result


if __name__ == "__main__":
    sys.exit(main())
