"""Two people at once enter a mandate for the same days: one of them is refused.

On SQLite there is one writer, and the trigger alone decides. On PostgreSQL each sees only what is
committed: the negative control takes the queue out of the trigger, and both mandates stand.
"""

from datetime import date

from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import TestCase

from concertar.kit import overlaps, triggers
from concertar.kit.tests import races
from concertar.network.models import Institution, Mandate
from concertar.network.tests.factories import institution, person

MAY = date(2026, 5, 1)
AT_ONCE = 4


def prepare():
    institution("Firma")
    for number in range(AT_ONCE):
        person(f"d{number}")


def enter(name, isolation=""):
    from concertar.accounts.models import Person

    firm, who = Institution.objects.get(), Person.objects.get(name=name)
    races.line_up()
    try:
        with transaction.atomic():
            if isolation:
                with connection.cursor() as cursor:
                    cursor.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}")
            Mandate.objects.create(institution=firm, person=who, document="Acta", starts=MAY)
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(0.3)")  # so that all are at it together
    except IntegrityError as refusal:
        return "overlaps" if "overlaps" in str(refusal) else str(refusal)
    except OperationalError:
        return "try again"
    return "entered"


def standing():
    return Mandate.objects.count()


def forget_to_queue():
    """Set the triggers anew without their lock."""
    lock = next(line for line in overlaps.FUNCTION.splitlines() if "advisory" in line)
    overlaps.FUNCTION = overlaps.FUNCTION.replace(lock, "")
    triggers.install()


def let_everything_pass():
    with connection.cursor() as cursor:
        for trigger in ("one_mandate_in_a_capacity", "one_mandate_of_a_person"):
            cursor.execute(f"DROP TRIGGER {trigger}_insert")


class FourAtOnce(TestCase):
    def entered(self, carelessly=None, isolation=""):
        with races.installation() as place:
            place.run(prepare)
            if carelessly:
                place.run(carelessly)
            answers = place.race(*((enter, f"d{i}", isolation) for i in range(AT_ONCE)))
            self.assertEqual(place.run(standing), answers.count("entered"))
            return sorted(answers)

    def test_one_is_entered_and_the_others_are_told(self):
        self.assertEqual(self.entered(), ["entered"] + ["overlaps"] * (AT_ONCE - 1))

    def test_without_what_guards_it_all_are_entered(self):
        is_postgresql = connection.vendor == "postgresql"
        careless = forget_to_queue if is_postgresql else let_everything_pass
        self.assertEqual(self.entered(careless), ["entered"] * AT_ONCE)

    if connection.vendor == "postgresql":

        def test_old_eyes_are_refused_and_not_trusted(self):
            self.assertEqual(self.entered(isolation="REPEATABLE READ"), ["overlaps"] * AT_ONCE)

        def test_serializable_lets_one_through_at_most(self):
            self.assertLessEqual(self.entered(isolation="SERIALIZABLE").count("entered"), 1)
