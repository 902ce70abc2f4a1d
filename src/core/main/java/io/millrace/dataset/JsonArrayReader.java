package io.millrace.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads the values of one JSON array one by one. Reading stops at a syntax error, since the rest of the array cannot be trusted.
 */
final class JsonArrayReader implements RowReader {
    @Override
    public DatasetFormat format() {
        return DatasetFormat.JSON;
    }

    @Override
    public void read(Path file, Sink sink) throws IOException {
        long position = 0;
        try (ElementBytes bytes = new ElementBytes(DatasetFormat.open(file));
                JsonParser parser = Json.SERIES.createParser((InputStream) bytes)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new DatasetException(
                        "data set %s: format json must contain one array, began with %s; use format jsonl for one object per line"
                                .formatted(file, parser.currentToken()));
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                position++;
                bytes.begin();
                JsonNode row = Json.checked(parser::readValueAsTree);
                sink.row(position, row);
            }
        } catch (ElementBytes.TooLongException e) {
            sink.broken(Math.max(1, position), e.getMessage() + "; reading ends here", "");
        } catch (JsonProcessingException e) {
            sink.broken(
                    Math.max(1, position),
                    Json.reason(e) + "; reading ends here",
                    e.getLocation() == null
                            ? ""
                            : "line %d, column %d"
                                    .formatted(
                                            e.getLocation().getLineNr(),
                                            e.getLocation().getColumnNr()));
        }
    }
}
