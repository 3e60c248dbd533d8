"""What `/openapi.json` says of every call alike, and the page of `/docs`."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Response
from fastapi.openapi.docs import get_swagger_ui_html

from adisteme.web import problems
from adisteme.web.cache import KEPT

_SWAGGER = "/static/swagger-ui-5.35.0"
_SCHEMA_OF_FRAMEWORK = ("HTTPValidationError", "ValidationError")  # ours is `Problem`
_METHODS = ("get", "post", "put", "delete")


def install(app: FastAPI, *, limited: bool = False) -> None:
    """Add `/docs`, and complete the description of the interface.

    Args:
        app: the application, whose routes may still grow.
        limited: whether clients are told to slow down (429).
    """

    @app.get("/docs", include_in_schema=False)
    def docs() -> Response:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="adisteme",
            swagger_js_url=f"{_SWAGGER}/swagger-ui-bundle.js",
            swagger_css_url=f"{_SWAGGER}/swagger-ui.css",
            swagger_favicon_url="data:,",
            swagger_ui_parameters={"validatorUrl": None},
        )

    original = app.openapi

    def complete() -> dict[str, Any]:
        schema = original()
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = problems.SCHEMA
        for name in _SCHEMA_OF_FRAMEWORK:
            schemas.pop(name, None)
        for path, item in schema["paths"].items():
            for method in set(_METHODS) & item.keys():
                conditional = method == "get" and path.startswith((*KEPT, "/dumps/"))
                _complete(item[method]["responses"], conditional=conditional, limited=limited)
        return schema

    app.openapi = complete  # type: ignore[method-assign]


def _complete(responses: dict[str, Any], *, conditional: bool, limited: bool) -> None:
    for status, answer in responses.items():
        if status.startswith("3"):  # the framework takes every answer without a model for JSON
            answer.pop("content", None)
    # A path that the graph does not know, a parameter that is no text: any call with either may meet them.
    if "application/json" in responses.get("422", {}).get("content", {}):
        responses["422"] = problems.documented("A parameter cannot be used.")
    if conditional:
        responses.setdefault("304", {"description": "What `If-None-Match` names is still the answer."})
    if limited:
        responses.setdefault("429", problems.documented("Too many requests; `Retry-After` says when."))
