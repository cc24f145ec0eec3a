"""Files that people bring: every fault is one sentence with its place, and nothing is written."""

import csv
import io
import tempfile
from decimal import Decimal
from pathlib import Path
from unittest import mock

from django.test import SimpleTestCase
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from concertar.kit import cells
from concertar.kit.cells import Field
from concertar.kit.guard import guarded
from concertar.kit.imports import FileRefused, Limits, Table, read_csv
from concertar.kit.plans import Outcome, plan
from concertar.kit.signs import unwanted_sign

FIELDS = (
    Field("name", cells.name),
    Field("kind", cells.one_of(["municipality", "university", "ngo"])),
    Field("members", cells.number(0, 1000), is_required=False, blank=None),
    Field("note", cells.text, is_required=False, may_lack=True),
)
GOOD = "name,kind,members\nMunicipalidad de Ilo,municipality,12\nIPES,ngo,\n"


def read(text: str | bytes, limits: Limits | None = None) -> Table:
    content = text if isinstance(text, bytes) else text.encode()
    with override("en"):
        return read_csv(content, FIELDS, file="members.csv", limits=limits or Limits())


class TableOfASpreadsheet(SimpleTestCase):
    def refusal(self, text: str | bytes, limits: Limits | None = None) -> str:
        with self.assertRaises(FileRefused) as caught:
            read(text, limits)
        return str(caught.exception)

    def problem(self, row: str) -> str:
        (problem,) = read("name,kind,members\n" + row + "\n").problems
        return problem

    def test_a_good_table_is_read_whole(self):
        first, second = read(GOOD).lines
        self.assertEqual(
            first.values,
            {"name": "Municipalidad de Ilo", "kind": "municipality", "members": 12, "note": ""},
        )
        self.assertEqual((second.number, second.values["members"]), (3, None))

    def test_the_mark_of_excel_its_semicolons_and_its_line_ends_change_nothing(self):
        changed = GOOD.replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig")
        self.assertEqual(read(changed).lines, read(GOOD).lines)
        self.assertNotEqual(read(changed).digest, read(GOOD).digest)

    def test_lines_are_counted_as_an_editor_counts_them(self):
        table = read('name,kind,note,members\nA,ngo,"two\nlines",1\n\nB,ngoo,,1\n')
        self.assertEqual([line.number for line in table.lines], [2, 5])
        said = "“ngoo” is not one of municipality, university, ngo; did you mean “ngo”?"
        self.assertEqual(table.problems, (f"members.csv, line 5, column “kind”: {said}",))

    def test_another_alphabet_is_refused_with_its_line_and_never_guessed(self):
        said = self.refusal(GOOD.replace("Ilo", "Áncash").encode("cp1252"))
        self.assertIn("members.csv, line 2: it is not UTF-8", said)
        self.assertIn("UTF-16", self.refusal(GOOD.encode("utf-16")))
        self.assertIn("line 1: it is not UTF-8", self.refusal(b"name,kind\xff\n"))

    def test_an_empty_byte_is_refused(self):
        self.assertIn(
            "line 2: it carries an empty byte", self.refusal(GOOD.replace("Ilo", "I\0lo"))
        )

    def test_half_a_sign_is_refused(self):
        self.assertIn(
            "line 2: it is not UTF-8", self.refusal(b"name,kind,members\n\xed\xa0\x80,ngo,1\n")
        )

    def test_a_wrong_column_gets_advice(self):
        said = self.refusal(GOOD.replace("kind", "kindd"))
        self.assertIn(
            "line 1, column “kindd”: it is not a known column; did you mean “kind”?", said
        )
        self.assertIn("column “kind”: it is missing from the header; add it.", said)

    def test_a_column_too_many_twice_or_nameless_is_refused(self):
        self.assertIn("column “secret”", self.refusal("name,kind,members,secret\n"))
        self.assertIn("stands 2 times", self.refusal("name,kind,members,kind\n"))
        self.assertIn("not a known column", self.refusal("name,kind,members,\n"))

    def test_a_file_of_nothing_is_refused(self):
        for nothing in ("", "\n", "\ufeff"):
            with self.subTest(nothing):
                self.assertIn("missing from the header", self.refusal(nothing))

    def test_a_row_of_another_length_is_refused(self):
        self.assertIn("line 2: it has 4 cells where the header has 3", self.problem("A,ngo,1,x"))
        self.assertIn("it has 1 cells", self.problem("A"))

    def test_an_open_quotation_mark_is_refused(self):
        self.assertIn("line 2: a quotation mark", self.refusal('name,kind,members\n"A,ngo,1\n'))
        self.assertIn("line 2: a quotation mark", self.refusal('name,kind,members\n"A"x,ngo,1\n'))

    def test_signs_that_deceive_are_refused_by_name(self):
        for sign, said in (
            ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
            ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
            ("\u200b", "U+200B ZERO WIDTH SPACE"),
            ("\u200d", "U+200D ZERO WIDTH JOINER"),
            ("\x07", "U+0007"),
            ("\u3164", "U+3164 HANGUL FILLER"),
            ("\ue000", "U+E000"),
        ):
            with self.subTest(said):
                problem = self.problem(f"Muni{sign}cipalidad,ngo,1")
                self.assertIn("line 2, column “name”", problem)
                self.assertIn(said, problem)
                self.assertEqual(unwanted_sign(problem), "")  # the sentence itself deceives nobody

    def test_a_name_is_composed_and_its_spaces_are_single(self):
        (line,) = read("name,kind,members\n  Jose\u0301   Olaya\u00a0 ,ngo,1\n").lines
        self.assertEqual(line.values["name"], "José Olaya")

    def test_markup_is_a_text_like_any_other(self):
        (line,) = read("name,kind,members\n<script>alert(1)</script>,ngo,1\n").lines
        self.assertEqual(line.values["name"], "<script>alert(1)</script>")

    def test_cells_out_of_range_are_refused(self):
        for cell in ("NaN", "1e309", "-1", "1001", "1.5", "many", "1" * 400, "1e-400", "１２x"):
            with self.subTest(cell):
                self.assertIn("column “members”", self.problem(f"A,ngo,{cell}"))
        self.assertIn("it is empty; write it", self.problem(",ngo,1"))
        self.assertIn("201 signs are too many", self.problem("A" * 201 + ",ngo,1"))
        self.assertIn(
            "line 2, column “name”: it is far too long", self.problem("A" * 30_000 + ",ngo,1")
        )

    def test_a_file_beyond_bounds_is_refused_before_it_is_read(self):
        with mock.patch.object(csv, "reader") as reader:
            self.assertIn("larger than 5.0 MB", self.refusal(b"x" * 10_000_000))
        reader.assert_not_called()
        self.assertIn("more than 2 rows", self.refusal(GOOD + "B,ngo,1\n", Limits(rows=2)))
        self.assertIn("more than 60 columns", self.refusal("name,kind,members" + "," * 90 + "\n"))
        self.assertIn(
            "line 2: a quotation mark", self.refusal("name,kind,members\n" + "x" * 200_000)
        )

    def test_a_file_that_is_not_there_is_said_to_be_missing(self):
        with override("en"), self.assertRaises(FileRefused) as caught:
            read_csv(Path("/nowhere/members.csv"), FIELDS)
        self.assertIn("members.csv: it cannot be opened; check", str(caught.exception))

    def test_a_file_is_read_from_its_place(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "members.csv"
            path.write_text(GOOD, encoding="utf-8")
            self.assertEqual(read_csv(path, FIELDS), read(GOOD))

    @given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
    def test_what_was_exported_comes_back_the_same(self, text):
        name = cells.name(text)
        if not name:
            return
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows([["name", "kind", "members"], [guarded(name), "ngo", "1"]])
        (line,) = read(stream.getvalue()).lines
        self.assertEqual(line.values.get("name", line.problem), name)

    @given(st.binary(max_size=200))
    def test_no_bytes_at_all_make_a_traceback(self, content):
        for start in (b"", b"name,kind,members\n"):
            try:
                read(start + content)
            except FileRefused as refusal:
                self.assertIn("members.csv", str(refusal))


class ReadersOfCells(SimpleTestCase):
    def test_yes_and_no_in_both_languages(self):
        self.assertTrue(cells.flag("Sí"))
        self.assertFalse(cells.flag("NO"))
        with self.assertRaises(cells.CellRefused):
            cells.flag("quizás")

    def test_a_decimal_is_exact(self):
        self.assertEqual(cells.decimal()("0.1"), Decimal("0.1"))

    def test_a_day_is_written_from_the_year(self):
        self.assertEqual(cells.day("2003-05-31").year, 2003)
        with self.assertRaises(cells.CellRefused):
            cells.day("31/05/2003")

    def test_a_code_may_stand_for_something(self):
        self.assertEqual(cells.one_of({"a": 1})("a"), 1)


class TheFateOfEachRow(SimpleTestCase):
    def plan(self, text: str, refuse=None):
        present = {
            "IPES": {"kind": "ngo", "members": None},
            "UNI": {"kind": "ngo", "members": 1},
        }
        with override("en"):
            return plan(read(text), key=lambda row: row["name"], present=present, refuse=refuse)

    def test_every_row_has_one(self):
        made = self.plan(GOOD + "UNI,university,1\nX,none,1\nIPES,ngo,4\n")
        self.assertEqual(
            [fate.outcome for fate in made.fates],
            ["created", "unchanged", "changed", "refused", "refused"],
        )
        (change,) = made.of(Outcome.CHANGED)[0].changes
        self.assertEqual((change.name, change.before, change.after), ("kind", "ngo", "university"))
        self.assertFalse(made.is_clean)
        self.assertIn("line 6: it says the same as line 3", made.problems[1])
        with override("en"):
            self.assertEqual(
                made.summary, "members.csv: 1 created, 1 changed, 1 unchanged, 2 refused."
            )

    def test_a_room_may_refuse_a_row_for_its_own_reason(self):
        made = self.plan(GOOD, refuse=lambda row: "no." if row["kind"] == "ngo" else "")
        self.assertEqual(made.problems, ("members.csv, line 3: no.",))
        self.assertEqual(made.counts["refused"], 1)

    def test_a_clean_plan_says_so(self):
        self.assertTrue(self.plan(GOOD).is_clean)
