"""The auditor's program: with the open data alone it finds what agrees, and every change of it."""

import copy
import importlib.util
import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.test import TestCase

from concertar.agreements import actions
from concertar.agreements.canonical import sha256_of_signatures
from concertar.agreements.tests.factories import cast
from concertar.agreements.tests.negotiation import checked, signed

PROGRAM = Path(__file__).parents[4] / "docs/auditing/recompute.py"


def program():
    spec = importlib.util.spec_from_file_location("recompute", PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


recompute = program()


def canonical(data) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Recompute(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = cast()
        cls.agreement = signed(cls.cast)
        check = checked(cls.agreement, cls.cast)
        actions.reply_to_check(check, text="La obra empezó tarde.", by=cls.cast.bea)
        cls.sha256 = cls.agreement.texts.get(is_translation=False).sha256
        cls.signatures_sha256 = sha256_of_signatures(cls.agreement.signatures.all())

    def setUp(self):
        answer = self.client.get(f"/agreements/{self.agreement.slug}.json")
        self.assertEqual(answer.status_code, 200)
        self.data = answer.json()

    def run_on(self, data, *options) -> tuple[int, str]:
        """The program's answer to these data: how it ends and what it prints."""
        said = io.StringIO()
        with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False)
            file.flush()
            with redirect_stdout(said), redirect_stderr(said):
                code = recompute.main([file.name, "--language", "en", *options])
        return code, said.getvalue()

    def change(self, change, *options) -> str:
        """What it says of changed data; a change that it does not notice fails the test."""
        data = copy.deepcopy(self.data)
        change(data)
        self.assertNotEqual(data, self.data, "nothing was changed")
        code, said = self.run_on(data, *options)
        self.assertEqual(code, 1, said)
        return said

    def rewrite(self, data, change, *, charter=False):
        """Change what stands in a hashed text and hash it again, as a forger would."""
        holder = data["charter"] if charter else data["texts"][0]
        text = json.loads(holder["text"])
        change(text)
        holder["text"] = canonical(text)
        holder["sha256"] = sha256(holder["text"].encode()).hexdigest()

    # ---- what agrees ----

    def test_a_stranger_finds_that_everything_agrees(self):
        code, said = self.run_on(self.data, "--hash", self.sha256)
        self.assertEqual(code, 0, said)
        self.assertIn("Everything that can be computed agrees", said)
        self.assertNotIn("NO ", said)
        self.assertIn("1,200,000.00, the sum of the chosen options", said)
        self.assertIn(
            "Límite de la bahía: between the best and the worst case, 7 to 14 t/d; it is kept.",
            said,
        )
        self.assertIn("with a reservation", said)

    def test_it_speaks_spanish(self):
        said = io.StringIO()
        with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(self.data, file)
            file.flush()
            with redirect_stdout(said):
                self.assertEqual(recompute.main([file.name]), 0)
        self.assertIn("Todo lo que se puede calcular coincide", said.getvalue())

    def test_its_last_lines_say_what_it_cannot_compute(self):
        def other_package(data):
            data["packages"][1]["choices"]["plazo"] = "hoy"

        def better_score(data):
            data["checks"][0]["score"] = 3

        for change in (other_package, better_score):
            data = copy.deepcopy(self.data)
            change(data)
            with self.subTest(change.__name__):
                code, said = self.run_on(data)
                self.assertEqual(code, 0, said)
                last = said[said.index("Everything that can be computed agrees") :]
                self.assertIn("the packages that were not signed (B)", last)
                self.assertIn("the score and the evidence of each check", last)

    def test_every_sentence_is_in_both_languages(self):
        for code, words in recompute.SENTENCES.items():
            self.assertEqual(len(words), 2, code)
            names = [sorted(set(_names(one))) for one in words]
            self.assertEqual(names[0], names[1], code)

    def test_it_imports_nothing_that_python_does_not_bring(self):
        lines = PROGRAM.read_text(encoding="utf-8").splitlines()
        words = [line.split() for line in lines if line.startswith(("import ", "from "))]
        imports = [each[1].split(".")[0] for each in words]
        self.assertLessEqual(set(imports), set(sys.stdlib_module_names))

    # ---- what does not ----

    def test_a_changed_comma_is_found(self):
        def comma(data):
            text = data["texts"][0]
            text["text"] = text["text"].replace("14 toneladas", "41 toneladas")

        self.assertIn("does not give the hash that is published", self.change(comma))

    def test_a_clause_that_cites_an_option_the_package_leaves_out_is_found(self):
        def cite_another(data):
            self.rewrite(data, lambda text: text["clauses"][1]["options"][0].update(option="hoy"))

        said = self.change(cite_another)
        self.assertIn("Clause 2 cites the option “hoy” of the issue “efluentes”, which", said)

    def test_a_text_hashed_anew_is_found_by_the_signatures_and_by_the_paper(self):
        def forge(data):
            self.rewrite(data, lambda text: text.update(title="Otra acta"))

        said = self.change(forge, "--hash", self.sha256)
        self.assertIn("its signature names another hash", said)
        self.assertIn("The hash on the paper is not that of the authentic text", said)

    def test_a_text_in_another_form_is_found(self):
        def blanks(data):
            text = data["texts"][0]
            text["text"] = json.dumps(json.loads(text["text"]), ensure_ascii=False)
            text["sha256"] = sha256(text["text"].encode()).hexdigest()

        self.assertIn("not written in its one form", self.change(blanks))

    def test_a_charter_changed_after_the_opening_is_found(self):
        def ask_for_one_signature(text):
            text["rule"]["least_signatures"] = 1

        def lower(data):
            self.rewrite(data, ask_for_one_signature, charter=True)

        self.assertIn("names another charter", self.change(lower))

    def test_a_signature_under_a_mandate_that_ended_the_day_before_is_found(self):
        def end(data):
            one = next(x for x in data["mandates"] if x["holder"] == "Bea")
            one["ends"] = "2021-01-01"

        self.assertIn("was not valid that day", self.change(end))

    def test_a_signature_under_another_institutions_mandate_is_found(self):
        def swap(data):
            first, second = data["signatures"][:2]
            first["mandate"] = second["mandate"]

        self.assertIn("does not rest on a mandate of its own", self.change(swap))

    def test_a_mandate_only_to_speak_is_found(self):
        def mute(data):
            data["mandates"][0]["power"] = "speak"

        self.assertIn("lets speak and not sign", self.change(mute))

    def test_two_signatures_of_one_institution_are_found(self):
        def twice(data):
            data["signatures"].append(data["signatures"][0])

        self.assertIn("signs more than once", self.change(twice))

    def test_whatever_changes_in_a_signature_is_found(self):
        values = {
            "kind": "consent", "reason": "Siempre que el plazo sea de tres años.", "clauses": [1],
            "day": "2999-01-01", "language": "en", "channel": "paper",
        }  # fmt: skip
        for name, value in values.items():

            def other(data, name=name, value=value):
                one = next(x for x in data["signatures"] if x["kind"] == "reservation")
                one[name] = value

            with self.subTest(name):
                self.assertIn("5 signatures do not give the hash", self.change(other))

    def test_signatures_hashed_anew_are_found_by_the_paper(self):
        def forge(data):
            one = next(x for x in data["signatures"] if x["kind"] == "reservation")
            one["reason"] = "Sin más."
            data["signatures_sha256"] = recompute.hash_of_signatures(data["signatures"])

        printed = " ".join(self.signatures_sha256[i : i + 4].upper() for i in range(0, 64, 4))
        said = self.change(forge, "--signatures", printed)
        self.assertIn("The hash of the signatures on the paper is not that of these", said)
        code, said = self.run_on(self.data, "--signatures", printed)
        self.assertEqual(code, 0, said)
        self.assertIn("ok The hash of the signatures on the paper", said)

    def test_the_hash_of_the_signatures_does_not_depend_on_their_order(self):
        data = copy.deepcopy(self.data)
        data["signatures"].reverse()
        code, said = self.run_on(data)
        self.assertEqual(code, 0, said)

    def test_it_says_which_hashes_to_compare_with_the_paper(self):
        _code, said = self.run_on(self.data)
        for digest, option in ((self.sha256, "--hash"), (self.signatures_sha256, "--signatures")):
            printed = " ".join(digest[i : i + 4] for i in range(0, 64, 4))
            self.assertRegex(said, f"-- Compare with .*{option}.*{printed}")
        _code, said = self.run_on(
            self.data, "--hash", self.sha256, "--signatures", self.signatures_sha256
        )
        self.assertNotIn("Compare", said)

    def test_a_verdict_that_the_rule_does_not_give_is_found(self):
        def missing(data):
            data["signatures"] = data["signatures"][3:]

        self.assertIn("By the rule, the agreement does not stand", self.change(missing))

    def test_a_party_put_on_another_side_is_found(self):
        def move(data):
            data["actors"][0]["constituency"] = "academia"

        self.assertIn("the data put it on another side", self.change(move))

    def test_a_changed_cost_is_found(self):
        def cheaper(data):
            plant = next(x for x in data["issues"][0]["options"] if x["key"] == "planta")
            plant["costs"][0]["amount"] -= 1

        self.assertIn("by the chosen options", self.change(cheaper))

    def test_a_changed_sum_is_found(self):
        def cheaper(data):
            data["costs"][0]["amount"] -= 1

        self.assertIn("by the chosen options", self.change(cheaper))

    def test_a_changed_effect_is_found(self):
        def better(data):
            plant = next(x for x in data["issues"][0]["options"] if x["key"] == "planta")
            plant["effects"][0]["high"] = "-6.5"

        self.assertIn(
            "Límite de la bahía: it is 7 to 13.5 and is published as", self.change(better)
        )

    def test_a_limit_moved_a_little_is_found(self):
        def lower(data):
            data["limits"][0]["most"] = "13.999999"

        self.assertIn("is published as", self.change(lower))

    def test_a_limit_that_is_not_the_signed_one_is_found_also_where_the_case_still_keeps_it(self):
        values = {
            "most": "30", "least": "1", "unit": "kg/d", "basis": "Otro estudio",
            "name": "Otro límite", "kind": "law",
        }  # fmt: skip
        for name, value in values.items():

            def move(data, name=name, value=value):
                data["limits"][0][name] = value

            with self.subTest(name):
                said = self.change(move)
                self.assertIn(
                    "Límite de la bahía: the limit of the data is not that of the signed text: "
                    f"it differs in {name}.",
                    said,
                )

    def test_a_limit_taken_away_or_said_twice_is_found(self):
        def fewer(data):
            data["limits"], data["cases"] = [], []

        def twice(data):
            data["limits"] *= 2

        self.assertIn("names the limits “limite-carga” and the data “”", self.change(fewer))
        self.assertIn("names the limits “limite-carga”", self.change(twice))

    def test_an_effect_that_disappears_is_unknown_and_keeps_no_limit(self):
        def unknown(data):
            plant = next(x for x in data["issues"][0]["options"] if x["key"] == "planta")
            plant["effects"] = []

        self.assertIn("it is ? to ?", self.change(unknown))

    def test_another_package_than_the_signed_one_is_found(self):
        def other(data):
            data["package"]["choices"]["efluentes"] = "cada-uno"

        self.assertIn("not the one that the signed text cites", self.change(other))

    def test_a_changed_value_of_a_constituency_is_found(self):
        for letter in ("A", "B"):

            def more(data, letter=letter):
                data["values"]["constituencies"][0]["values"][letter] = "99"

            with self.subTest(letter):
                said = self.change(more)
                self.assertIn(f"The value of package {letter} to", said)
                self.assertIn("the least of its parties'", said)

    def test_a_changed_value_of_a_party_is_found(self):
        def more(data):
            data["values"]["parties"][0]["values"]["B"] = "99"

        self.assertIn("the least of its parties'", self.change(more))

    def test_a_value_of_the_agreed_package_that_is_missing_is_found(self):
        def fewer(data):
            side = data["values"]["constituencies"][0]
            del side["values"]["A"]
            for one in data["values"]["parties"]:
                actor = next(x for x in data["actors"] if x["actor"] == one["actor"])
                if actor["constituency"] == side["constituency"]:
                    del one["values"]["A"]

        self.assertIn("The value of the agreed package, A, is missing", self.change(fewer))

    def test_what_the_agreed_package_is_worth_is_told(self):
        _code, said = self.run_on(self.data)
        self.assertIn("-- The agreed package, A, is worth 60.5 points of 100 to", said)

    def test_a_value_of_a_package_that_nobody_put_on_the_table_is_found(self):
        def another(data):
            for kind in ("constituencies", "parties"):
                for one in data["values"][kind]:
                    one["values"]["C"] = "1"

        self.assertIn("a package that was not on the table", self.change(another))

    def test_a_value_of_more_than_100_points_is_found(self):
        def most(data):
            for kind in ("constituencies", "parties"):
                for one in data["values"][kind]:
                    one["values"]["B"] = "201/2"

        self.assertIn("is not between 0 and 100", self.change(most))

    def test_the_agreed_package_taken_off_the_table_is_found(self):
        def fewer(data):
            data["packages"] = data["packages"][1:]

        self.assertIn("not among those that were on the table", self.change(fewer))

    def test_another_letter_than_the_signed_one_is_found(self):
        def other(data):
            data["package"]["letter"] = "B"

        self.assertIn("not the one that the signed text cites", self.change(other))

    def test_which_rule_chose_a_package_is_no_data_where_nothing_is_published(self):
        def silence(data):
            self.rewrite(data, lambda text: text.update(publishes="nothing"), charter=True)
            data["values"] = {"publishes": "nothing"}

        self.assertIn("which rule chose package A", self.change(silence))

    def test_a_value_that_nobody_consented_to_is_found(self):
        def silent(data):
            data["consents"] = data["consents"][1:]

        self.assertIn("without the consent of", self.change(silent))

    def test_more_than_the_charter_declared_is_found(self):
        def gains(data):
            data["values"]["gains"] = [{"actor": data["actors"][0]["actor"], "value": "3"}]

        self.assertIn("More of the scores is published", self.change(gains))

    def test_a_moved_due_date_is_found(self):
        def later(data):
            data["commitments"][0]["due"] = "2099-01-01"

        self.assertIn("not that of the signed text: it differs in due", self.change(later))

    def test_a_commitment_taken_away_is_found(self):
        def fewer(data):
            data["commitments"].pop()

        self.assertIn("has 2 commitments and the data 1", self.change(fewer))

    def test_a_check_by_the_responsible_is_found(self):
        def own(data):
            check, commitment = data["checks"][0], data["commitments"][0]
            mandate = next(
                x for x in data["mandates"] if x["institution"] == commitment["institution"]
            )
            check["actor"], check["institution"] = (
                commitment["responsible"],
                commitment["institution"],
            )
            check["mandate"] = mandate["mandate"]

        self.assertIn("by whoever is to carry it out", self.change(own))

    def test_a_check_by_a_person_who_also_speaks_for_the_responsible_is_found(self):
        def same(data):
            check, commitment = data["checks"][0], data["commitments"][0]
            theirs = next(
                x for x in data["mandates"] if x["institution"] == commitment["institution"]
            )
            mandate = next(x for x in data["mandates"] if x["mandate"] == check["mandate"])
            mandate["holder"] = theirs["holder"]

        self.assertIn("also speaks for the responsible", self.change(same))

    def test_a_reply_of_somebody_else_is_found(self):
        def other(data):
            reply = data["checks"][0]["replies"][0]
            reply["mandate"] = data["checks"][0]["mandate"]

        self.assertIn("is not the responsible's", self.change(other))

    # ---- what cannot be read ----

    def test_what_is_no_agreement_is_refused_in_a_sentence(self):
        for data in ([], {"format": "other"}, {"format": recompute.FORMAT}):
            code, said = self.run_on(data)
            self.assertEqual(code, 2, said)
            self.assertNotIn("Traceback", said)

    def test_a_file_that_is_not_there_is_said(self):
        said = io.StringIO()
        with redirect_stderr(said):
            self.assertEqual(recompute.main(["/nowhere/at/all.json", "--language", "en"]), 2)
        self.assertIn("cannot be read", said.getvalue())


class Annex(TestCase):
    """A translation may differ in words, and a unit is one; in no number and in no name."""

    run_on = Recompute.run_on

    def setUp(self):
        made = signed(cast(), in_english=True)
        self.data = self.client.get(f"/agreements/{made.slug}.json").json()

    def annexed(self, change) -> tuple[int, str]:
        annex = next(one for one in self.data["texts"] if one["is_translation"])
        text = json.loads(annex["text"])
        change(text["commitments"][0])
        annex["text"] = canonical(text)
        annex["sha256"] = sha256(annex["text"].encode()).hexdigest()
        return self.run_on(self.data)

    def test_a_unit_in_its_language_is_no_other_fact(self):
        code, said = self.annexed(lambda one: one["indicator"].update(unit="stations"))
        self.assertEqual(code, 0, said)

    def test_another_target_is(self):
        code, said = self.annexed(lambda one: one.update(target="41"))
        self.assertEqual(code, 1, said)
        self.assertIn("differs from the authentic text in more than its words", said)


def _names(sentence: str) -> list[str]:
    from string import Formatter

    return [name for _text, name, _form, _as in Formatter().parse(sentence) if name]
