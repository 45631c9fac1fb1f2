package centuple.platform.http;

import centuple.platform.json.FieldError;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A refusal as the API answers it (RFC 9457).
 *
 * @param code the kind, from a closed set
 * @param detail what is wrong this time, without anything personal
 * @param errors the fields that are wrong, if that is it
 */
public record Problem(ProblemCode code, String detail, List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    public Problem(ProblemCode code, String detail) {
        this(code, detail, List.of());
    }

    /** The code as it is written in answers. */
    public static String wire(ProblemCode code) {
        return code.name().toLowerCase(Locale.ROOT);
    }

    /** Ends the handling of a request with this problem. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** The members of the answer, in the order people read them. */
    public Map<String, Object> body(String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:centuple:problem:" + wire(code));
        body.put("title", code.title());
        body.put("status", code.status());
        body.put("detail", detail);
        body.put("code", wire(code));
        body.put("errors", errors);
        body.put("request_id", requestId);
        return body;
    }
}
