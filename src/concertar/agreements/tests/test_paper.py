"""The sheets of texts: the numbered draft, the acta to the letter, the follow-up."""

import io

import pytest
from pypdf import PdfReader

from concertar.agreements import actions
from concertar.agreements.canonical import sha256_of_signatures
from concertar.agreements.models import Signature
from concertar.agreements.tests import factories as make
from concertar.kit.paper import in_fours
from concertar.tables.tests.factories import guardianship, interest

pytestmark = pytest.mark.django_db

OF_DRAFTS = ("/tables/bahia/draft.pdf", "/tables/bahia/criticism.pdf")


def read(answer):
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def text_of(answer):
    return " ".join(" ".join(page.extract_text() for page in read(answer).pages).split())


def get(client, address, language="es", **query):
    return client.get(address, query, headers={"accept-language": language})


def bare(said):
    return "".join(said.split())


@pytest.fixture
def cast():
    return make.cast()


class TestDrafts:
    @pytest.fixture(autouse=True)
    def begun(self, cast):
        self.draft = make.ready_draft(cast)

    @pytest.mark.parametrize("address", OF_DRAFTS)
    def test_a_stranger_does_not_see_a_draft_that_is_being_written(self, client, cast, address):
        assert get(client, address).status_code == 404
        client.force_login(cast.zeca)
        assert get(client, address).status_code == 404

    @pytest.mark.parametrize("address", OF_DRAFTS)
    @pytest.mark.parametrize("who", ["ana", "bea"])
    @pytest.mark.parametrize("language", ["es", "en"])
    def test_who_sits_or_facilitates_prints_it(self, client, cast, address, who, language):
        client.force_login(cast.people[who])
        made = read(get(client, address, language))
        assert made.trailer["/Root"]["/Lang"] == language
        assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]

    def test_every_line_has_its_number_and_every_clause_its_own(self, client, cast):
        client.force_login(cast.bea)
        text = text_of(get(client, OF_DRAFTS[0]))
        assert "2. Planta. La municipalidad construirá una planta común" in text
        assert "Planta común de tratamiento en operación" in text  # its commitment
        page = read(get(client, OF_DRAFTS[0])).pages[0].extract_text().splitlines()
        assert [line for line in page if line.strip() in {"1", "2", "3"}]

    def test_the_facilitator_gets_a_sheet_of_criticism_for_each_party(self, client, cast):
        client.force_login(cast.ana)
        assert "Universidad de Ejemplo" in text_of(get(client, OF_DRAFTS[1]))
        one = text_of(get(client, OF_DRAFTS[1], party="municipalidad-de-ejemplo"))
        assert "Universidad de Ejemplo" not in one
        client.force_login(cast.bea)
        assert "Universidad de Ejemplo" not in text_of(get(client, OF_DRAFTS[1]))

    def test_a_draft_that_is_not_there_is_not_found(self, client, cast):
        client.force_login(cast.ana)
        assert get(client, OF_DRAFTS[0], number="9").status_code == 404
        assert get(client, OF_DRAFTS[0], number="²").status_code == 404
        assert get(client, OF_DRAFTS[1], party="nobody").status_code == 404

    def test_what_a_party_confided_does_not_stand_on_the_draft(self, client, cast):
        hurt = interest(
            make.actor(self.draft.table, "private-sector"), "CANARIO", visibility="facilitator"
        )
        make.criticism(self.draft.clauses.first(), cast, interest=hurt, text="CANARIO-CRITICA")
        for who in ("ana", "bea"):
            client.force_login(cast.people[who])
            for address in OF_DRAFTS:
                assert "CANARIO" not in text_of(get(client, address))


class TestActa:
    @pytest.fixture(autouse=True)
    def frozen(self, cast):
        self.agreement = make.agreement(cast)
        self.address = f"/agreements/{self.agreement.slug}/acta.pdf"

    def test_everybody_prints_it_with_every_clause_and_the_hash_of_the_text(self, client):
        text = text_of(get(client, self.address))
        for _heading, clause in make.TEXTS:
            assert bare(clause) in bare(text)
        assert make.hash_of(self.agreement) in bare(text)
        assert f"http://testserver/agreements/{self.agreement.slug}/" in text
        assert "abierta a la firma" in text

    def test_who_has_not_signed_finds_room_to_sign_by_hand(self, client, cast):
        text = text_of(get(client, self.address, "en"))
        for _side, name in ((side, seat.institution.name) for side, seat in cast.seats.items()):
            assert name in text
        assert text.count("with a reservation") == 5
        assert "Acuerdo de concejo 12-2026" in text

    @pytest.mark.parametrize("language", ["es", "en"])
    def test_every_page_names_the_text_by_the_beginning_of_its_hash(self, client, language):
        pages = read(get(client, self.address, language)).pages
        assert len(pages) > 1
        for page in pages:
            assert self.foot(language) in page.extract_text()

    def test_the_numbered_draft_names_it_once_it_is_frozen(self, client, cast):
        for page in read(get(client, OF_DRAFTS[0])).pages:
            assert self.foot("es") in page.extract_text()
        actions.withdraw_text(self.agreement, reason="Faltó un plazo.", by=cast.ana)
        actions.begin_draft(self.agreement.table, copy_of=self.agreement.draft, by=cast.ana)
        client.force_login(cast.ana)
        assert "Texto " not in read(get(client, OF_DRAFTS[0])).pages[0].extract_text()

    def foot(self, language):
        sha256 = make.hash_of(self.agreement)
        named = " ".join(sha256[i : i + 4] for i in (0, 4, 8, 12))
        return f"{'Texto' if language == 'es' else 'Text'} {named} …"

    def test_a_reservation_stands_at_its_clause_and_among_the_signatures(self, client, cast):
        make.signature(
            self.agreement, cast, "private-sector",
            kind=Signature.Kind.RESERVATION, reason="En tres años, no en dos.", clauses=[3],
        )  # fmt: skip
        text = text_of(get(client, self.address, "en"))
        at = text.index("En tres años, no en dos.")
        assert text.index("La planta funcionará en dos años.") < at < text.index("Signatures")
        assert "Reservation of Empresa de Ejemplo." in text
        assert "Consent with a reservation, clause 3" in text

    def test_the_hash_of_the_signatures_stands_on_it_once_there_is_one(self, client, cast):
        assert "on record" not in text_of(get(client, self.address, "en"))
        make.signed_by_all(self.agreement, cast)
        text = text_of(get(client, self.address, "en"))
        sha256 = sha256_of_signatures(self.agreement.signatures.all())
        assert f"The 5 signatures on record {in_fours(sha256)}" in text

    def test_it_says_what_became_of_the_text(self, client, cast):
        make.signed_by_all(self.agreement, cast)
        actions.decide(self.agreement, by=cast.ana)
        text = text_of(get(client, self.address))
        assert "Rige desde el" in text
        assert text.count("en el sitio") == 5 + 1  # and “lo mismo en el sitio”
        assert "no firma" not in text.split("Firmas")[-1].split("La naturaleza no firma")[0]

    def test_a_text_that_was_withdrawn_binds_nobody_and_says_so(self, client, cast):
        actions.withdraw_text(self.agreement, to="drafting", reason="Faltó un sector", by=cast.ana)
        assert "This text binds nobody." in text_of(get(client, self.address, "en"))

    def test_without_a_translation_the_reader_is_told_which_language_binds(self, client):
        text = text_of(get(client, self.address, "en"))
        assert "The text is only in Spanish" in text

    def test_printed_twice_it_has_the_same_fingerprint(self, client):
        one, two = (bare(text_of(get(client, self.address)))[-64:] for _ in range(2))
        assert one == two
        assert len(set(one)) > 8


class TestNature:
    @pytest.fixture(autouse=True)
    def objected(self, cast):
        first = make.ready_draft(cast)
        table = first.table
        table.guardianships.add(guardianship(cast))
        said = actions.object_for_nature(
            first.clauses.get(order=3), table.guardianships.get(), text="El agua es una.",
            by=cast.elis,
        )  # fmt: skip
        actions.answer_criticism(
            said, outcome="taken", answer="Serán tres estaciones.", by=cast.ana,
            translations={
                "en": {"text": "The water is one.", "answer": "There will be three stations."}
            },
        )  # fmt: skip
        self.table, self.first = table, first

    def acta(self, client, draft, cast, language):
        made = actions.freeze_text(draft, place="Chimbote", by=cast.ana)
        return text_of(get(client, f"/agreements/{made.slug}/acta.pdf", language))

    def test_what_a_guardian_objected_to_an_earlier_draft_is_printed_with_its_answer(
        self, client, cast
    ):
        second = actions.begin_draft(self.table, copy_of=self.first, by=cast.ana)
        text = self.acta(client, second, cast, "es")
        nature = text[text.index("Lo que objetaron") :]
        assert "Bahía El Ferrol (objeción del" in nature
        assert "a la cláusula 3 del borrador 1)" in nature
        assert nature.index("El agua es una.") < nature.index("Serán tres estaciones. (Se recoge)")

    def test_an_objection_to_the_text_itself_names_its_clause_in_the_readers_language(
        self, client, cast
    ):
        text = self.acta(client, self.first, cast, "en")
        assert "to clause 3) The water is one. Answer of" in text
        assert "There will be three stations. (Taken up)" in text


class TestTranslation:
    def test_in_another_language_it_is_an_annex_with_its_own_hash_and_nobody_signs_on_it(
        self, client, cast
    ):
        draft = make.ready_draft(cast)
        _translate(draft, cast)
        agreement = actions.freeze_text(draft, place="Chimbote", by=cast.ana)
        annex = agreement.texts.get(language="en")
        text = text_of(get(client, f"/agreements/{agreement.slug}/acta.pdf", "en"))
        assert "Annex: translation. Only the text in Spanish binds." in text
        assert bare(annex.sha256) in bare(text)
        assert make.hash_of(agreement) in bare(text)
        assert "Clause in English 1" in text
        assert "does not sign" not in text.replace("Nature does not sign", "")
        short = make.hash_of(agreement)[:16]
        assert text.count("Text " + " ".join(short[i : i + 4] for i in range(0, 16, 4))) > 1


def _translate(draft, cast):
    """Every part of the draft said in English too."""
    draft.translations = {"en": {"title": "Record", "preamble": "Preamble"}}
    draft.save()
    for clause in draft.clauses.all():
        clause.translations = {
            "en": {"heading": "Heading", "text": f"Clause in English {clause.order}"}
        }
        clause.save()
    for promise in draft.commitments.all():
        promise.translations = {"en": {"deliverable": "Treatment plant"}}
        promise.save()


class TestFollowUp:
    def test_it_says_each_commitment_its_day_and_the_last_check(self, client, cast):
        agreement = make.standing(cast)
        commitment = agreement.commitments.get()
        text = text_of(get(client, f"/agreements/{agreement.slug}/follow-up.pdf"))
        assert "Planta común de tratamiento en operación" in text
        assert "de 20 a 14 t/d" in text
        assert "aún sin verificar" in text
        assert "Lo que responde el responsable" in text
        found, replied = text.index("Institución que verifica"), text.index("Lo que responde")
        assert found < replied
        assert (
            text.count("Quién, con qué mandato") == 2
        )  # of whoever checks, and of whoever replies
        actions.check_commitment(commitment, score=1, evidence="Obra iniciada", by=cast.elis)
        again = text_of(get(client, f"/agreements/{agreement.slug}/follow-up.pdf", "en"))
        assert "Begun, " in again

    @pytest.mark.parametrize("language", ["es", "en"])
    def test_every_page_has_commitments_two_of_them_under_the_title(self, client, cast, language):
        draft = make.draft(cast)
        for number in range(5):
            make.commitment(draft, cast, deliverable=f"Planta {number} " + "en operación " * 7)
        agreement = actions.freeze_text(draft, by=cast.ana)
        made = read(get(client, f"/agreements/{agreement.slug}/follow-up.pdf", language))
        pages = [page.extract_text() for page in made.pages]
        assert [page.count("Evidencia" if language == "es" else "Evidence") for page in pages] == [
            2, 2, 1,
        ]  # fmt: skip
