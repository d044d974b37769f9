package io.karat.ui;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers to browsers. */
final class Html {

    static final String TYPE = "text/html;charset=UTF-8";

    private Html() {}

    static Response.ResponseBuilder page(TemplateInstance page) {
        return Response.ok(page.render(), TYPE)
                .header("Content-Language", Locales.language().toLanguageTag())
                .header("Vary", "Accept-Language, Cookie");
    }

    /** After a form: the browser gets the page that shows the result. */
    static Response to(String path) {
        // Not location(URI), which would put this host's name before the path.
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", URI.create(path).toString())
                .build();
    }

    /** In a header only ASCII may stand. */
    static String jsonString(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
