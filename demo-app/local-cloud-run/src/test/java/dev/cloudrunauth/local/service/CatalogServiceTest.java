package dev.cloudrunauth.local.service;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Headers;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogServiceTest {

  private final CatalogService catalog = new CatalogService();

  @Test
  void queryAnswersItsResult() {
    assertAnswer(
        200,
        "{'result':{'data':{'id':'1','name':'Espresso machine','caller':'me@example.com'}}}",
        call("GET", "product.byId?input=" + encode("{\"id\":\"1\"}", UTF_8), ""));
  }

  @Test
  void mutationAnswersItsResult() {
    assertAnswer(
        200,
        "{'result':{'data':{'id':'2','name':'Coffee grinder','reserved':3,'caller':'me@example.com'}}}",
        call("POST", "product.reserve", "{\"id\":\"2\",\"quantity\":3}"));
  }

  @Test
  void unknownProductIsNotFound() {
    assertAnswer(
        404,
        "{'error':{'message':'No product with id \\\"9\\\"','code':-32004,'data':"
            + "{'code':'NOT_FOUND','httpStatus':404,'path':'product.byId'}}}",
        call("GET", "product.byId?input=" + encode("{\"id\":\"9\"}", UTF_8), ""));
  }

  @Test
  void unknownProcedureIsNotFound() {
    assertAnswer(
        404,
        "{'error':{'message':'No procedure found on path \\\"a.b\\\"','code':-32004,'data':"
            + "{'code':'NOT_FOUND','httpStatus':404,'path':'a.b'}}}",
        call("GET", "a.b", ""));
  }

  @Test
  void queryByPostIsNotSupported() {
    assertAnswer(
        405,
        "{'error':{'message':'Unsupported POST-request to query procedure at path"
            + " \\\"product.byId\\\"','code':-32005,'data':"
            + "{'code':'METHOD_NOT_SUPPORTED','httpStatus':405,'path':'product.byId'}}}",
        call("POST", "product.byId", "{}"));
  }

  @Test
  void inputThatIsNoObjectIsABadRequest() {
    assertEquals(400, call("POST", "product.reserve", "[]").status());
    assertEquals(400, call("POST", "product.reserve", "{\"id\":[]}").status());
    assertEquals(
        400, call("POST", "product.reserve", "{\"id\":\"1\",\"quantity\":\"x\"}").status());
    assertEquals(400, call("GET", "product.byId?input=%7B", "").status());
    assertEquals(400, call("GET", "product.byId", "").status());
  }

  private Response call(String method, String target, String body) {
    return catalog.handle(
        new ServiceRequest(
            "catalog",
            Optional.of("me@example.com"),
            new Request(
                "https",
                "catalog-4fjx2k-uc.a.run.app",
                443,
                method,
                "/trpc/" + target,
                "HTTP/2.0",
                "1",
                Headers.NONE,
                Body.of(body))));
  }

  private static void assertAnswer(int status, String json, Response answer) {
    assertEquals(status, answer.status());
    assertEquals(JsonParser.parseString(json.replace('\'', '"')), answer.body().json());
  }
}
