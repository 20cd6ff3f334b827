"""What the API answers when something is wrong."""

from pydantic import BaseModel, Field


class ParameterProblem(BaseModel):
    """One parameter that was not understood."""

    parameter: str
    detail: str


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str = Field(description="about:blank: the status says it all.")
    title: str
    status: int
    detail: str
    errors: list[ParameterProblem] = Field(default=[], description="Every parameter that was not understood.")
