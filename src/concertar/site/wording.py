"""The sentences of the roof that more than one page says."""

from django.utils.translation import gettext_lazy as _

# What concertación rests on, in the order in which the network's own document argues.
PRINCIPLES = (
    _("Everybody concerned takes part in what is decided, freely and as an equal."),
    _("State and civil society have the same weight, and so have the parts of civil society."),
    _("Women and young people lead, and are helped to."),
    _("The poorest and the most affected are at the table."),
    _("Nature takes part: it has needs and limits, and what it can carry is not exceeded."),
    _("Everything happens in the open and on neutral ground."),
    _("What a city has begun is strengthened before anything new is started."),
    _("Competing is welcome where it builds."),
    _("A good future is imagined together, near and far, and outlasts a change of government."),
)
