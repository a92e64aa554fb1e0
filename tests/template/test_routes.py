"""T5 and T9: who may call what, and how long an answer may take."""

from tests.template.reading import Template
from threshold.console.rights import RIGHTS, SIGNING_IN

PUBLIC = {
    ("POST", "/intakes"),
    ("GET", "/status/{token}"),
    ("POST", "/status/{token}/answers"),
    ("GET", "/openapi.json"),
    ("GET", "/apply"),
    ("POST", "/apply"),
    ("GET", "/apply/{place}"),
    ("POST", "/apply/{place}"),
    ("GET", "/apply/fix/{token}"),
    ("POST", "/apply/fix/{token}"),
}
STAFF_PAGES = {route for route in RIGHTS if route[1].startswith("/console")}
"""The console's pages, which ask for a session of their own making before they show anything."""
GATEWAY_SECONDS = 29


def routes(template: Template, *, authorized: bool) -> set[tuple[str, str]]:
    """The routes that the gateway's authorizer stands before, or those that it does not."""
    return {
        (route["Method"], route["Path"])
        for _, route in template.events("Api")
        if (route.get("Auth", {}).get("Authorizer") != "NONE") is authorized
    }


def test_staff_must_sign_in_for_every_route_that_is_not_on_the_public_list(template: Template):
    auth = template.resources["Api"]["Properties"]["Auth"]
    assert auth["DefaultAuthorizer"] in auth["Authorizers"]
    assert routes(template, authorized=False) == PUBLIC | STAFF_PAGES | SIGNING_IN


def test_the_table_of_rights_names_every_route_of_staff_and_no_other(template: Template):
    assert routes(template, authorized=True) | STAFF_PAGES == RIGHTS.keys()


def test_every_route_belongs_to_the_one_api(template: Template):
    for _, route in template.events("Api"):
        assert route["RestApiId"] == {"Ref": "Api"}


def test_functions_behind_the_api_end_before_the_gateway_gives_up(template: Template):
    for function, _ in template.events("Api"):
        assert template.functions[function]["Timeout"] <= 15 < GATEWAY_SECONDS


def test_the_api_is_throttled_and_logs_no_path_no_query_and_no_caller(template: Template):
    api = template.resources["Api"]["Properties"]
    (settings,) = api["MethodSettings"]
    assert settings["ThrottlingRateLimit"] > 0
    assert settings["ThrottlingBurstLimit"] > 0
    assert settings["DataTraceEnabled"] is False
    for told in ("$context.path", "querystring", "sourceIp", "userAgent", "authorizer.claims"):
        assert told not in api["AccessLogSetting"]["Format"]


def test_staff_are_created_by_an_administrator_alone(template: Template):
    pool = template.resources["StaffPool"]["Properties"]
    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    for client in template.of_type("AWS::Cognito::UserPoolClient").values():
        assert client["GenerateSecret"] is False


def test_no_token_outlasts_the_one_it_could_be_renewed_by(template: Template):
    minutes = {"minutes": 1, "hours": 60}
    for client in template.of_type("AWS::Cognito::UserPoolClient").values():
        lasts = {
            token: client[f"{token}Validity"] * minutes[unit]
            for token, unit in client["TokenValidityUnits"].items()
        }
        assert max(lasts.values()) == lasts["RefreshToken"]


def test_the_console_signs_in_by_code_for_an_openid_token_alone(template: Template):
    client = template.resources["ConsoleClient"]["Properties"]
    assert (client["AllowedOAuthFlows"], client["AllowedOAuthScopes"]) == (["code"], ["openid"])
    assert client["ExplicitAuthFlows"] == ["ALLOW_REFRESH_TOKEN_AUTH"]
    assert "AllowedOAuthFlows" not in template.resources["StaffClient"]["Properties"]


def test_what_the_gateway_itself_answers_is_guarded_too(template: Template):
    for response in template.resources["Api"]["Properties"]["GatewayResponses"].values():
        headers = response["ResponseParameters"]["Headers"]
        assert headers["Cache-Control"] == "'no-store'"
        assert headers["X-Content-Type-Options"] == "'nosniff'"
        assert headers["Strict-Transport-Security"].startswith("'max-age=")
