package io.github.keycloakassume.core.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Collectors;

/** Reads request bodies strictly: what nobody asked for, or of another type, is an error, not ignored. */
public final class JsonBody {

    private static final int LARGEST = 64 * 1024;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            // Of two fields of one name another reader may take the other.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private JsonBody() {}

    /** Reads all of a body of at most 64 KiB. */
    public static <T> T read(InputStream body, Class<T> type) throws InvalidBodyException {
        return read(body, type, LARGEST);
    }

    /**
     * Reads all of a body.
     *
     * @param largest how many bytes it may have
     * @throws InvalidBodyException {@code body-too-large} (413), {@code unknown-field}, {@code invalid-field} or
     *     {@code invalid-json} (400)
     */
    public static <T> T read(InputStream body, Class<T> type, int largest) throws InvalidBodyException {
        try {
            byte[] bytes = body.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw new InvalidBodyException(413, "body-too-large", largest);
            }
            T value = MAPPER.readValue(bytes, type);
            if (value == null) {
                throw new InvalidBodyException(400, "invalid-json");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidBodyException(400, "unknown-field", e.getPropertyName());
        } catch (JsonMappingException e) {
            // What is no JSON inside of a list or map is told with the place where that began.
            throw e.getPath().isEmpty() || e.getCause() instanceof JsonParseException
                    ? new InvalidBodyException(400, "invalid-json")
                    : new InvalidBodyException(400, "invalid-field", path(e));
        } catch (JacksonException e) {
            throw new InvalidBodyException(400, "invalid-json");
        } catch (IOException e) {
            throw new InvalidBodyException(400, "unreadable-body");
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(reference -> reference.getFieldName() == null
                        ? String.valueOf(reference.getIndex())
                        : reference.getFieldName())
                .collect(Collectors.joining("."));
    }
}
