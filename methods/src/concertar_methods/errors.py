"""The one exception of the methods: a code and its parameters, for the host to put into words."""


class MethodError(ValueError):
    """What was asked cannot be answered; `code` names the obstacle, `params` its particulars."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code} ({told})" if told else self.code
