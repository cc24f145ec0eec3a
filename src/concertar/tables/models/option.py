"""Issues and their options: what each costs, whom it loads, what it moves."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concertar.kit.texts import Authored
from concertar.observatory.models import Indicator
from concertar.tables.models.actor import Actor
from concertar.tables.models.table import OfATable, Table

VALUE: dict[str, Any] = {"max_digits": 18, "decimal_places": 6}


class Issue(Authored):
    """A question of the table; the options it lists are all that may be decided about it."""

    spoken: ClassVar[tuple[str, ...]] = ("title",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(Table, models.PROTECT, related_name="issues", verbose_name=_("table"))
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("issue"), max_length=200)
    affects = models.ManyToManyField(
        Indicator,
        related_name="+",
        blank=True,
        verbose_name=_("indicators it can move"),
        help_text=_(
            "Outside this list its effect is nothing; inside it, what is not known is unknown."
        ),
    )
    fallback = models.ForeignKey(
        "Option",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("fallback"),
        help_text=_("What holds if there is no agreement; empty: going on as today."),
    )

    objects = OfATable.as_manager()

    class Meta:
        ordering = ["table", "order", "key"]
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="one_issue_of_a_key"),
            models.CheckConstraint(condition=~Q(title=""), name="issue_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class OfAnIssue(OfATable):
    to_table = "issue__table"


class Option(Authored):
    """One way to settle an issue. Going on as today is always one of them."""

    spoken: ClassVar[tuple[str, ...]] = ("title", "description")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    issue = models.ForeignKey(
        Issue, models.PROTECT, related_name="options", verbose_name=_("issue")
    )
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("option"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    is_status_quo = models.BooleanField(_("as today"), default=False)
    proposed_by = models.ForeignKey(
        Actor, models.PROTECT, related_name="options", null=True, blank=True,
        verbose_name=_("proposed by"),
    )  # fmt: skip
    requires = models.ManyToManyField(
        "self", symmetrical=False, related_name="required_by", blank=True,
        verbose_name=_("only together with"),
    )  # fmt: skip
    excludes = models.ManyToManyField(
        "self", symmetrical=True, blank=True, verbose_name=_("never together with")
    )
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)

    objects = OfAnIssue.as_manager()

    class Meta:
        ordering = ["issue", "order", "key"]
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [
            models.UniqueConstraint(fields=["issue", "key"], name="one_option_of_a_key"),
            models.UniqueConstraint(
                fields=["issue"], condition=Q(is_status_quo=True), name="one_status_quo"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="option_has_a_title"),
            models.CheckConstraint(
                condition=Q(is_status_quo=False) | Q(is_withdrawn=False),
                name="status_quo_is_never_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OfAnOption(OfATable):
    to_table = "option__issue__table"


class Cost(models.Model):
    """What an option costs one payer, in cents of the table's currency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    option = models.ForeignKey(
        Option, models.CASCADE, related_name="costs", verbose_name=_("option")
    )
    payer = models.ForeignKey(Actor, models.PROTECT, related_name="costs", verbose_name=_("payer"))
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("In cents."))
    source = models.CharField(_("source"), max_length=300)

    objects = OfAnOption.as_manager()

    class Meta:
        ordering = ["option", "payer"]
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        constraints = [
            models.UniqueConstraint(fields=["option", "payer"], name="one_cost_of_a_payer"),
        ]

    def __str__(self) -> str:
        return f"{self.payer}: {self.amount}"


class Load(models.Model):
    """How much work an option lays on whoever carries it out, in the unit of its capacity."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    option = models.ForeignKey(
        Option, models.CASCADE, related_name="loads", verbose_name=_("option")
    )
    bearer = models.ForeignKey(
        Actor, models.PROTECT, related_name="loads", verbose_name=_("who carries it out")
    )
    amount = models.PositiveIntegerField(_("load"))
    source = models.CharField(_("source"), max_length=300)

    objects = OfAnOption.as_manager()

    class Meta:
        ordering = ["option", "bearer"]
        verbose_name = _("load")
        verbose_name_plural = _("loads")
        constraints = [
            models.UniqueConstraint(fields=["option", "bearer"], name="one_load_of_a_bearer"),
        ]

    def __str__(self) -> str:
        return f"{self.bearer}: {self.amount}"


class Effect(models.Model):
    """What an option moves an indicator by: at the low end, likely, and at the high end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    option = models.ForeignKey(
        Option, models.CASCADE, related_name="effects", verbose_name=_("option")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    low = models.DecimalField(_("low"), **VALUE)
    likely = models.DecimalField(_("likely"), **VALUE)
    high = models.DecimalField(_("high"), **VALUE)
    source = models.CharField(_("source"), max_length=300)

    objects = OfAnOption.as_manager()

    class Meta:
        ordering = ["option", "indicator"]
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        constraints = [
            models.UniqueConstraint(fields=["option", "indicator"], name="one_effect"),
            models.CheckConstraint(
                condition=Q(low__lte=F("likely"), likely__lte=F("high")), name="effect_is_in_order"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="effect_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.low} … {self.high}"


class Baseline(models.Model):
    """What an indicator will be at the limit's date if nothing changes: low, likely, high."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(
        Table, models.PROTECT, related_name="baselines", verbose_name=_("table")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    low = models.DecimalField(_("low"), **VALUE)
    likely = models.DecimalField(_("likely"), **VALUE)
    high = models.DecimalField(_("high"), **VALUE)
    source = models.CharField(_("source"), max_length=300)

    objects = OfATable.as_manager()

    class Meta:
        ordering = ["table", "indicator"]
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        constraints = [
            models.UniqueConstraint(fields=["table", "indicator"], name="one_baseline"),
            models.CheckConstraint(
                condition=Q(low__lte=F("likely"), likely__lte=F("high")),
                name="baseline_is_in_order",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="baseline_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.low} … {self.high}"


class OfAnActor(OfATable):
    to_table = "actor__table"


class Budget(models.Model):
    """The most that one payer can spend, in cents of the table's currency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.OneToOneField(
        Actor, models.PROTECT, related_name="budget", verbose_name=_("payer")
    )
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("In cents."))
    source = models.CharField(_("source"), max_length=300)

    objects = OfAnActor.as_manager()

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")

    def __str__(self) -> str:
        return f"{self.actor}: {self.amount}"


class Capacity(Authored):
    """The most that one party can carry out, in a unit of its own."""

    spoken: ClassVar[tuple[str, ...]] = ("unit",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.OneToOneField(
        Actor, models.PROTECT, related_name="capacity", verbose_name=_("who carries it out")
    )
    amount = models.PositiveIntegerField(_("capacity"))
    unit = models.CharField(_("unit"), max_length=40, help_text=_("For instance crews or months."))
    source = models.CharField(_("source"), max_length=300)

    objects = OfAnActor.as_manager()

    class Meta:
        verbose_name = _("capacity")
        verbose_name_plural = _("capacities")

    def __str__(self) -> str:
        return f"{self.actor}: {self.amount} {self.unit}"
