package centuple.platform.http;

import centuple.platform.json.Json;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a handler answers.
 *
 * @param status the HTTP status
 * @param mediaType the content type; empty when there is no body
 * @param body the body, not to be changed afterwards
 * @param headers further headers
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a socket, never compared
public record Answer(int status, String mediaType, byte[] body, Map<String, String> headers) {
    public static final String JSON = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** 200 with a record, map or list as JSON. */
    public static Answer ok(Object body) {
        return json(200, body);
    }

    /** 201 with the new thing and where it is. */
    public static Answer created(String location, Object body) {
        return json(201, body).with("Location", location);
    }

    /** Any status with a record, map or list as JSON. */
    public static Answer json(int status, Object body) {
        return new Answer(status, JSON, Json.bytes(body), Map.of());
    }

    /** 200 with text of any media type, such as {@code text/html; charset=utf-8}. */
    public static Answer text(String mediaType, String body) {
        return new Answer(200, mediaType, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** 204 without a body. */
    public static Answer nothing() {
        return new Answer(204, "", new byte[0], Map.of());
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, mediaType, body, more);
    }

    /** The problem as the frame answers it. */
    public static Answer problem(Problem problem, String requestId) {
        byte[] body = Json.bytes(problem.body(requestId));
        return new Answer(problem.code().status(), Problem.MEDIA_TYPE, body, Map.of());
    }
}
