"""What the machine says is read strictly, and refused in one sentence."""

import tempfile
from pathlib import Path
from unittest import TestCase

from concertar.site.environment import EnvironmentProblem, read_environment

KEY = "k" * 40
MAIL = "smtp://foro:s%40fe@mail.example.org"
PRODUCTION = {
    "CONCERTAR_SECRET_KEY": KEY,
    "CONCERTAR_HOSTS": "foro.example.org, www.example.org",
    "CONCERTAR_MAIL_URL": MAIL,
}


class ReadEnvironment(TestCase):
    def assert_refused(self, sentence: str, **changes: str) -> None:
        variables = {k: v for k, v in (PRODUCTION | changes).items() if v != "-"}
        with self.assertRaisesRegex(EnvironmentProblem, sentence):
            read_environment(variables)

    def test_a_machine_that_says_nothing_is_production_and_must_say_more(self):
        self.assert_refused("CONCERTAR_SECRET_KEY is missing", CONCERTAR_SECRET_KEY="-")
        self.assert_refused("CONCERTAR_SECRET_KEY is short", CONCERTAR_SECRET_KEY="short")
        self.assert_refused("CONCERTAR_HOSTS is missing", CONCERTAR_HOSTS="-")
        self.assert_refused("CONCERTAR_MAIL_URL is missing", CONCERTAR_MAIL_URL="-")
        self.assertTrue(read_environment(PRODUCTION).is_production)

    def test_what_is_not_understood_is_named(self):
        self.assert_refused("CONCERTAR_MODE is 'test'", CONCERTAR_MODE="test")
        self.assert_refused("DATABASE_URL begins with 'mysql'", DATABASE_URL="mysql://x/y")
        self.assert_refused("CONCERTAR_MAIL_URL", CONCERTAR_MAIL_URL="http://mail.example.org")
        self.assert_refused("CONCERTAR_TIME_ZONE is 'Lima'", CONCERTAR_TIME_ZONE="Lima")
        self.assert_refused("CONCERTAR_SOURCE_CODE", CONCERTAR_SOURCE_CODE="javascript:alert(1)")
        self.assert_refused("port in DATABASE_URL", DATABASE_URL="postgresql://x:none/y")
        self.assert_refused("port in CONCERTAR_MAIL", CONCERTAR_MAIL_URL="smtp://mail:99999")

    def test_hosts_are_exactly_those_named(self):
        hosts = read_environment(PRODUCTION).hosts
        self.assertEqual(hosts, ("foro.example.org", "www.example.org"))

    def test_mail_is_always_encrypted(self):
        mail = read_environment(PRODUCTION).mail
        self.assertEqual((mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"]), (587, True))
        self.assertEqual(mail["EMAIL_HOST_PASSWORD"], "s@fe")
        secure = read_environment(PRODUCTION | {"CONCERTAR_MAIL_URL": "smtps://mail.example.org"})
        self.assertEqual((secure.mail["EMAIL_PORT"], secure.mail["EMAIL_USE_SSL"]), (465, True))

    def test_mail_comes_from_the_site_unless_somebody_else_is_named(self):
        self.assertEqual(read_environment(PRODUCTION).mail_from, "foro@foro.example.org")
        named = read_environment(PRODUCTION | {"CONCERTAR_MAIL_FROM": "avisos@example.org"})
        self.assertEqual(named.mail_from, "avisos@example.org")

    def test_a_database_may_be_a_file_or_a_server(self):
        file = read_environment(PRODUCTION | {"CONCERTAR_HOME": "/srv/foro"}).database
        self.assertEqual(file["NAME"], Path("/srv/foro/concertar.sqlite3"))
        self.assertEqual(file["OPTIONS"]["transaction_mode"], "IMMEDIATE")
        url = "postgresql://foro:p%2Fw@db.example.org:5433/network?sslmode=require"
        server = read_environment(PRODUCTION | {"DATABASE_URL": url}).database
        self.assertEqual((server["NAME"], server["PASSWORD"]), ("network", "p/w"))
        self.assertEqual((server["HOST"], server["PORT"]), ("db.example.org", "5433"))
        self.assertEqual(server["OPTIONS"], {"sslmode": "require"})

    def test_the_demonstration_keeps_a_secret_only_its_owner_reads(self):
        with tempfile.TemporaryDirectory() as home:
            variables = {"CONCERTAR_MODE": "demo", "CONCERTAR_HOME": home}
            first, second = (read_environment(variables) for _ in range(2))
            self.assertEqual(first.secret_key, second.secret_key)
            self.assertGreater(len(first.secret_key), 40)
            self.assertEqual((Path(home) / "secret-key").stat().st_mode & 0o777, 0o600)
