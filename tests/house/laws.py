"""The laws of the house as questions to the syntax tree. Each answers with its breaches."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from tests.house.source import FLOORS, Breach, Module

# ---- who writes (laws 1 and 2) ------------------------------------------------------------------

WRITES = {
    "save",
    "create",
    "acreate",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "set_password",
}
# Files of the ground floor that are themselves the ledger the actions write to.
LEDGERS = {
    "src/concertar/kit/journal.py",
    "src/concertar/kit/outbox.py",
    "src/concertar/kit/files.py",
    "src/concertar/kit/append_only.py",
    "src/concertar/kit/search.py",
}


def writes_outside_actions(module: Module) -> Iterator[Breach]:
    """Law: only actions write. Forms and views have no `.save()`, rules no `.update()`."""
    if not module.room or module.kind == "actions" or module.path in LEDGERS:
        return
    for call in _calls(module.tree):
        if _writes(call):
            yield Breach(
                module.at(call), f"writes ({ast.unparse(call.func)[-60:]}); only actions may"
            )


def actions_without_transaction(module: Module) -> Iterator[Breach]:
    """Law 2: what writes is atomic, and the journal is written last."""
    if not module.room or module.kind != "actions":
        return
    for function in _functions(module.tree):
        writes = [call for call in _calls(function) if _writes(call)]
        if not writes:
            continue
        if not any("atomic" in ast.unparse(mark) for mark in function.decorator_list):
            if _is_called_by_atomic(function, module.tree):
                continue
            yield Breach(module.at(function), f"{function.name} writes outside transaction.atomic")


# What binds nobody and would only tell a reader's habits: each by name, with its reason there.
UNJOURNALLED = {"src/concertar/accounts/actions.py:choose_language"}


def actions_without_journal(module: Module) -> Iterator[Breach]:
    """Law 2: an atomic action that writes records what it did, after everything it wrote."""
    if not module.room or module.kind != "actions":
        return
    tree = module.tree
    for function in _functions(tree):
        if not any("atomic" in ast.unparse(mark) for mark in function.decorator_list):
            continue
        if f"{module.path}:{function.name}" in UNJOURNALLED:
            continue
        calls = list(_calls(function))
        records = [
            call.lineno for call in calls if ast.unparse(call.func).endswith("journal.record")
        ]
        if not records and not _hands_over(function, tree, "journal.record"):
            yield Breach(module.at(function), f"{function.name} is not journalled")
        late = [call for call in calls if records and _writes(call) and call.lineno > max(records)]
        for call in late:
            yield Breach(module.at(call), f"{function.name} writes after the journal")


def _functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    name, on = call.func.attr, ast.unparse(call.func.value)
    if name == "update":  # a QuerySet's, not a dictionary's
        return bool(call.keywords) and ("objects" in on or on.endswith(")") or "_set" in on)
    if name == "execute":
        sql = ast.unparse(call.args[0]).upper() if call.args else ""
        return any(verb in sql for verb in ("INSERT ", "UPDATE ", "DELETE ", "TRUNCATE "))
    return name in WRITES


def _called_names(tree: ast.AST) -> set[str]:
    return {call.func.id for call in _calls(tree) if isinstance(call.func, ast.Name)}


def _is_called_by_atomic(function: ast.FunctionDef, tree: ast.Module) -> bool:
    """A private helper whose every caller in the file is atomic, or is such a helper itself."""
    if not function.name.startswith("_"):
        return False
    callers = [
        f for f in _functions(tree) if function.name in _called_names(f) and f is not function
    ]
    return bool(callers) and all(
        any("atomic" in ast.unparse(mark) for mark in caller.decorator_list)
        or _is_called_by_atomic(caller, tree)
        for caller in callers
    )


def _hands_over(function: ast.FunctionDef, tree: ast.Module, to: str) -> bool:
    """Whether a private function of this file that it calls does the recording."""
    names = _called_names(function)
    return any(f.name in names and to in ast.unparse(f) for f in _functions(tree))


# ---- what is not built here (laws 4, 6, 14) -----------------------------------------------------

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "managers"}


def vague_names(module: Module) -> Iterator[Breach]:
    """Law 6: a file says what it knows."""
    for part in module.path.removesuffix(".py").split("/"):
        if part in VAGUE:
            yield Breach(module.path, f"{part!r} says nothing; name the noun")


def forbidden_machinery(module: Module) -> Iterator[Breach]:
    """Law 4: no signals of ours, no save() overrides, no generic keys, no towers of mix-ins."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.dispatch":
            yield Breach(module.at(node), "a signal; call the lower room or use site/wiring.py")
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "connect"
            and "post_" in ast.unparse(node)
        ) and module.path != "src/concertar/kit/apps.py":
            yield Breach(module.at(node), "listens to a signal")
        if isinstance(node, ast.Name | ast.Attribute) and "GenericForeignKey" in ast.unparse(node):
            yield Breach(module.at(node), "a generic foreign key; order the floors instead")
        if isinstance(node, ast.ClassDef):
            yield from _class_breaches(module, node)


def _class_breaches(module: Module, node: ast.ClassDef) -> Iterator[Breach]:
    bases = [ast.unparse(b) for b in node.bases]
    if len(bases) > 2 or any(b.endswith("Mixin") for b in bases if not b.startswith("django")):
        yield Breach(module.at(node), f"{node.name} is a tower of mix-ins")
    is_model = any(b in ("models.Model", "Authored") or b.endswith(".Model") for b in bases)
    own = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    if is_model and own & {"save", "delete"}:
        yield Breach(module.at(node), f"{node.name} overrides save or delete; write an action")


def admin_that_writes(module: Module) -> Iterator[Breach]:
    """Law 14: no admin site."""
    if "django.contrib.admin" in module.text:
        yield Breach(module.path, "names the admin site")


# ---- doors (law 5) ------------------------------------------------------------------------------

DOORS = {"models", "rules", "actions"}


def closed_doors(module: Module) -> Iterator[Breach]:
    """Law 5: from another room only its models, rules and actions; the kit is open to all."""
    if module.room == "" or module.path.endswith("/settings.py"):
        return
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("concertar."):
            continue
        parts = (node.module or "").split(".")
        names = [parts[2]] if len(parts) > 2 else [alias.name for alias in node.names]
        if parts[1] in (module.room, "kit"):
            continue
        if module.room == "site" and module.kind in ("urls", "wiring", "command"):
            continue  # the roof wires rooms together on these pages
        for name in names:
            if name not in DOORS:
                yield Breach(module.at(node), f"enters {parts[1]} by {name!r}, which is no door")


TEMPLATE_NAMES = re.compile(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")
TEMPLATE_URLS = re.compile(r"{%\s*url\s+[\"']([a-z_]+):")
OPEN_TO_ALL = {"base.html"}


def template_doors(template: Module) -> Iterator[Breach]:
    """Law 5 again: a lower page names no higher one, not by include nor by address."""
    if template.room not in FLOORS:
        return
    height = FLOORS.index(template.room)
    for name in TEMPLATE_NAMES.findall(template.text):
        owner = name.split("/")[0]
        if name not in OPEN_TO_ALL and owner in FLOORS and FLOORS.index(owner) > height:
            yield Breach(template.path, f"includes {name}, a higher room's")
    for space in TEMPLATE_URLS.findall(template.text):
        if space in FLOORS and FLOORS.index(space) > height:
            yield Breach(template.path, f"links to {space}:..., a higher room's; leave a slot")


# ---- sizes (law 7) ------------------------------------------------------------------------------

LINES = {"file": 600, "function": 40, "view": 25, "template": 120}
SIZES_DO_NOT_COUNT = ("wording", "data")


def too_long(module: Module) -> Iterator[Breach]:
    """Law 7: file 600 lines, function 40 without its docstring, view 25."""
    lines = module.text.count("\n")
    if lines > LINES["file"] and module.kind not in SIZES_DO_NOT_COUNT:
        yield Breach(module.path, f"{lines} lines; split it by noun")
    limit = LINES["view" if module.kind == "views" else "function"]
    for function in _functions(module.tree):
        size = _length(function)
        if size > limit:
            yield Breach(module.at(function), f"{function.name} has {size} lines, {limit} allowed")


def _length(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def long_template(template: Module) -> Iterator[Breach]:
    lines = template.text.count("\n")
    if lines > LINES["template"] and not template.path.endswith("site/house.html"):
        yield Breach(template.path, f"{lines} lines; split it by noun")


# ---- time and money (law 9) ---------------------------------------------------------------------

CLOCKS = re.compile(
    r"\b(?:timezone\.now|datetime\.(?:now|utcnow|today)|date\.today|time\.time)\s*\(|auto_now\b"
)
MONEY = {"cost", "budget", "amount", "price", "dues"}


def other_clocks(module: Module) -> Iterator[Breach]:
    """Law 9: time is read through kit.clock."""
    if not module.room or module.path == "src/concertar/kit/clock.py":
        return
    for number, line in enumerate(module.text.splitlines(), 1):
        if CLOCKS.search(line):
            yield Breach(f"{module.path}:{number}", "reads a clock of its own; use kit.clock")


def money_in_floats(module: Module) -> Iterator[Breach]:
    """Law 9: money is whole cents."""
    if module.kind != "models":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            names = {target.id for target in node.targets if isinstance(target, ast.Name)}
            kind = ast.unparse(node.value.func)
            if names & MONEY and not kind.endswith("IntegerField"):
                yield Breach(module.at(node), f"money kept in {kind}; use whole cents")


# ---- who sees (law 11) --------------------------------------------------------------------------


def views_without_visible_to(module: Module) -> Iterator[Breach]:
    """Law 11: what a view reads of our tables it reads through `.visible_to(person)`."""
    if module.kind not in ("views", "exports", "search") or module.path == KIT_SEARCH:
        return
    tree = module.tree
    libraries = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("concertar")
        for alias in node.names
    }
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or node.attr not in ("objects", "_default_manager"):
            continue
        if module.kind == "search" and _is_given_as("rows", node, parents):
            continue  # kit.search asks them `.visible_to(person)` at every question
        if ast.unparse(node.value) not in libraries and not _asks_who_sees(node, parents):
            yield Breach(module.at(node), f"{ast.unparse(node)} without .visible_to(person)")


# The index itself: it gives keys to rooms, which then ask who may see the rows.
KIT_SEARCH = "src/concertar/kit/search.py"


def _asks_who_sees(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether the chain of calls that begins here passes `visible_to`."""
    above = parents.get(node)
    while isinstance(above, ast.Attribute | ast.Call):
        if isinstance(above, ast.Attribute) and above.attr == "visible_to":
            return True
        if isinstance(above, ast.Call) and above.func is not node:
            return False  # handed over as an argument
        node, above = above, parents.get(above)
    return False


def _is_given_as(name: str, node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether the node stands inside the argument of this name."""
    above: ast.AST | None = node
    while above is not None:
        if isinstance(above, ast.keyword) and above.arg == name:
            return True
        above = parents.get(above)
    return False


# ---- words and pages ----------------------------------------------------------------------------

UNSAFE = re.compile(
    r"\|\s*safe\b|{%\s*autoescape\s+off|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<style\b"
)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src=|type=[\"']application/json))", re.IGNORECASE)


def unsafe_markup(template: Module) -> Iterator[Breach]:
    """Escape always; nothing inline that the content policy would refuse."""
    for number, line in enumerate(template.text.splitlines(), 1):
        if UNSAFE.search(line) or INLINE_SCRIPT.search(line):
            yield Breach(f"{template.path}:{number}", f"unsafe markup: {line.strip()[:60]}")


def unsafe_strings(module: Module) -> Iterator[Breach]:
    """Markup is made by format_html, which escapes."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute) and "mark_safe" in ast.unparse(node):
            yield Breach(module.at(node), "mark_safe; use format_html")


def catches_everything(module: Module) -> Iterator[Breach]:
    """An error nobody foresaw must be seen."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            kind = ast.unparse(node.type) if node.type else ""
            if kind in ("", "Exception", "BaseException"):
                yield Breach(module.at(node), "catches everything")


TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}


def sentences_inside_braces(module: Module) -> Iterator[Breach]:
    """Extraction does not look inside f-strings: a sentence there would never get its Spanish."""
    for text in ast.walk(module.tree):
        if isinstance(text, ast.JoinedStr) and _called_names(text) & TRANSLATES:
            yield Breach(module.at(text), "translates inside an f-string; take the sentence out")


# ---- every code has its sentence ----------------------------------------------------------------


def refusal_codes(module: Module) -> Iterator[tuple[str, str]]:
    """(code, where) of every Refused("code") in the file."""
    for call in _calls(module.tree):
        if ast.unparse(call.func).split(".")[-1] == "Refused" and call.args:
            code = getattr(call.args[0], "value", None)
            yield str(code) if isinstance(code, str) else "?", module.at(call)


def journal_verbs(module: Module) -> Iterator[tuple[str, str]]:
    """(verb, where) of every journal.record(by, "verb", ...) in the file."""
    for call in _calls(module.tree):
        if ast.unparse(call.func).endswith("journal.record") and len(call.args) > 1:
            verb = getattr(call.args[1], "value", None)
            yield str(verb) if isinstance(verb, str) else "?", module.at(call)


def doubled_definitions(module: Module) -> Iterator[Breach]:
    """No file defines a name twice at its top."""
    names = [n.name for n in module.tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    for before, after in pairwise(sorted(names)):
        if before == after:
            yield Breach(module.path, f"defines {after} twice")
