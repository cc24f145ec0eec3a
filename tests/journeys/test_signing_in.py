"""One long way through signing in, as people go it: without JavaScript first, then with a passkey.

The browser is real, the server is real, mail arrives as files. The passkey lives in the browser's
virtual authenticator.
"""

import base64
import hmac
import re
import struct
import time
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path

import pytest

PASSWORD = "cuatro llamas cruzan el puente"
NAME, ADDRESS = "Wayra Huamán", "wayra@example.org"


END_OF_MAIL = b"\n" + b"-" * 79 + b"\n"


def _mails(folder: Path):
    """Every whole mail: one round of delivery writes all of its mails into one file."""
    for path in sorted(folder.glob("*"), key=lambda p: p.stat().st_mtime):
        for number, content in enumerate(path.read_bytes().split(END_OF_MAIL)[:-1]):
            yield (path.name, number), content


@pytest.fixture
def mailbox(machine):
    """The newest code that reached an address after the box was last looked into."""
    folder = Path(machine["CONCERTAR_HOME"]) / "mail"
    read: set[tuple[str, int]] = set()

    def code_for(address: str) -> str:
        for _ in range(100):
            for place, content in _mails(folder):
                if place in read:
                    continue
                read.add(place)
                mail = message_from_bytes(content, policy=policy.default)
                found = re.search(r"^\s*(\d{4}-\d{4})\s*$", mail.get_content(), re.MULTILINE)
                if found and address in mail["To"]:
                    return found[1]
            time.sleep(0.2)
        raise AssertionError(f"no mail with a code for {address}")

    return code_for


@contextmanager
def authenticator(page):
    """A security key inside the browser that says yes to everything; gives its credentials."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    key = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    identity = {"authenticatorId": key["authenticatorId"]}
    yield lambda: devtools.send("WebAuthn.getCredentials", identity)["credentials"]
    devtools.send("WebAuthn.removeVirtualAuthenticator", identity)


def six_digits(secret: str) -> str:
    """What an authenticator app shows (RFC 6238), written here anew."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def press(page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def is_signed_in(page) -> bool:
    return page.get_by_role("link", name=NAME).is_visible()


def sign_out(page, site) -> None:
    page.goto(f"{site}/accounts/logout/")
    press(page, "Cerrar la sesión")
    assert not is_signed_in(page)


def test_a_person_joins_signs_in_every_way_and_leaves(site, browser, mailbox):
    plain = browser.new_context(locale="es-PE", java_script_enabled=False)
    page = plain.new_page()
    joins_with_a_password(page, site, mailbox)
    signs_in_with_the_password(page, site)
    signs_in_with_a_code(page, site, mailbox)
    secret, recovery_code = turns_on_the_authenticator_app(page, site)
    signs_in_with_two_steps(page, site, six_digits(secret))
    plain.close()

    modern = browser.new_context(locale="es-PE")
    page = modern.new_page()
    broken = []
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    with authenticator(page) as credentials:
        signs_in_with_two_steps(page, site, recovery_code)
        adds_a_passkey(page, site, credentials)
        signs_in_with_the_passkey_alone(page, site)
        uses_the_passkey_as_second_step(page, site)
        removes_the_passkey(page, site)
    assert broken == []  # the policy on scripts was never broken either
    modern.close()


def joins_with_a_password(page, site, mailbox) -> None:
    page.goto(f"{site}/")
    page.get_by_role("link", name="Ingresar", exact=True).first.click()
    page.get_by_role("link", name="Crear una cuenta").click()
    page.get_by_label("Nombres y apellidos", exact=True).fill(NAME)
    page.get_by_label("Correo electrónico").fill(ADDRESS)
    page.get_by_label("Contraseña", exact=True).fill("corta")
    press(page, "Crear la cuenta")
    summary = page.get_by_role("alert")
    assert "demasiado corta" in summary.inner_text()
    summary.get_by_role("link").first.click()
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    press(page, "Crear la cuenta")
    assert ADDRESS in page.get_by_role("main").inner_text()
    page.get_by_label("Código").fill("0000-0000")
    press(page, "Continuar")
    assert "El código no es correcto." in page.get_by_role("alert").inner_text()
    page.get_by_label("Código").fill(mailbox(ADDRESS))
    press(page, "Continuar")
    assert is_signed_in(page)


def signs_in_with_the_password(page, site) -> None:
    sign_out(page, site)
    page.goto(f"{site}/me/")
    page.get_by_label("Correo electrónico").fill(ADDRESS.upper())
    page.get_by_label("Contraseña", exact=True).fill("no es esta de ningún modo")
    press(page, "Ingresar")
    assert "no son correctos" in page.get_by_role("alert").inner_text()
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    press(page, "Ingresar")
    assert page.url == f"{site}/me/"


def signs_in_with_a_code(page, site, mailbox) -> None:
    sign_out(page, site)
    page.goto(f"{site}/accounts/login/")
    assert page.get_by_role("button", name="Usar una llave de acceso").count() == 0
    page.get_by_role("link", name="Recibir un código por correo").click()
    page.get_by_label("Correo electrónico").fill(ADDRESS)
    press(page, "Enviar el código")
    page.get_by_label("Código").fill(mailbox(ADDRESS))
    press(page, "Continuar")
    assert is_signed_in(page)


def turns_on_the_authenticator_app(page, site) -> tuple[str, str]:
    """The app's key, and a recovery code."""
    page.goto(f"{site}/me/")
    page.get_by_role("link", name="Agregar o quitar").click()
    page.get_by_role("link", name="Activar").click()
    assert "Confirme que es usted" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    press(page, "Confirmar")
    secret = page.locator("main code").inner_text().strip()
    page.get_by_label("Seis dígitos").fill(six_digits(secret))
    press(page, "Activar")
    codes = page.locator(".codes li").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("link", name="Ya los guardé").click()
    assert "Activada" in page.get_by_role("main").inner_text()
    sign_out(page, site)
    return secret, codes[0]


def signs_in_with_two_steps(page, site, second) -> None:
    page.goto(f"{site}/accounts/login/?next=/accounts/2fa/")
    page.get_by_label("Correo electrónico").fill(ADDRESS)
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    press(page, "Ingresar")
    assert not is_signed_in(page)
    page.get_by_label("Seis dígitos").fill(second)
    press(page, "Ingresar")
    assert is_signed_in(page)


def adds_a_passkey(page, site, credentials) -> None:
    page.get_by_role("link", name="Agregar una llave de acceso").click()
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    press(page, "Confirmar")
    page.get_by_label("Nombre de la llave").fill("Celular de Wayra")
    press(page, "Agregar la llave de acceso")
    page.wait_for_url(f"{site}/accounts/2fa/")
    assert "Se agregó la llave de acceso." in page.get_by_role("main").inner_text()
    assert [key["isResidentCredential"] for key in credentials()] == [True]


def signs_in_with_the_passkey_alone(page, site) -> None:
    sign_out(page, site)
    page.goto(f"{site}/accounts/login/")
    press(page, "Usar una llave de acceso")
    page.wait_for_url(f"{site}/")
    assert is_signed_in(page)


def uses_the_passkey_as_second_step(page, site) -> None:
    sign_out(page, site)
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("Correo electrónico").fill(ADDRESS)
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    press(page, "Ingresar")
    press(page, "Usar la llave de acceso")
    page.wait_for_url(f"{site}/")
    assert is_signed_in(page)


def removes_the_passkey(page, site) -> None:
    page.goto(f"{site}/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Quitar Celular de Wayra").click()
    page.get_by_role("link", name="Con una llave de acceso").click()
    press(page, "Usar la llave de acceso")
    page.get_by_role("heading", name="Quitar la llave de acceso").wait_for()
    press(page, "Quitar la llave de acceso")
    page.goto(f"{site}/accounts/2fa/webauthn/")
    assert "Ninguna todavía" in page.get_by_role("main").inner_text()


def test_somebody_joins_with_a_passkey_and_no_password(site, browser, mailbox):
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    address = "killa@example.org"
    with authenticator(page) as credentials:
        page.goto(f"{site}/accounts/signup/")
        page.get_by_role("link", name="Create the account with a passkey").click()
        page.get_by_label("Name and surname").fill("Killa Condori")
        page.get_by_label("E-mail").fill(address)
        press(page, "Continue")
        page.get_by_label("Code").fill(mailbox(address))
        press(page, "Continue")
        press(page, "Create the passkey")
        page.get_by_role("link", name="Killa Condori").wait_for()
        assert len(credentials()) == 1
        page.goto(f"{site}/accounts/logout/")
        press(page, "Sign out")
        page.goto(f"{site}/accounts/login/")
        press(page, "Use a passkey")
        page.get_by_role("link", name="Killa Condori").wait_for()
    context.close()


def test_a_passkey_that_fails_is_said_in_a_sentence(site, browser):
    context = browser.new_context(locale="es-PE")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")  # a browser that knows passkeys, and no key at hand
    page.goto(f"{site}/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(Error('no')) }")
    press(page, "Usar una llave de acceso")
    page.get_by_text("No se usó la llave de acceso.").wait_for()
    context.close()


def test_the_demo_door_opens_with_one_click_without_javascript(site, browser):
    context = browser.new_context(locale="es-PE", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/demo/")
    press(page, "Ingresar como Ana Quispe")
    assert page.get_by_role("link", name="Ana Quispe").is_visible()
    context.close()
