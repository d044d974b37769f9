package io.karat.standardise;

import java.util.HashMap;
import java.util.Map;

/** Streets, with the usual abbreviations written out. */
final class AddressRule implements Rule {

    private static final Map<String, String> WHOLE = new HashMap<>();

    static {
        String[] table = {
            "street st str strt",
            "avenue ave av aven avn",
            "road rd",
            "drive dr drv",
            "lane ln",
            "court ct crt",
            "boulevard blvd bvd boul bd",
            "place pl plc",
            "square sq",
            "terrace ter tce terr",
            "circuit cct circ",
            "crescent cres cr crs",
            "parade pde",
            "highway hwy",
            "parkway pkwy pky",
            "close cl",
            "grove gr grv",
            "gardens gdns gdn",
            "heights hts",
            "way wy",
            "trail trl",
            "circle cir",
            "alley aly",
            "plaza plz",
            "mount mt",
            "north n",
            "south s",
            "east e",
            "west w",
            "northeast ne",
            "northwest nw",
            "southeast se",
            "southwest sw",
            "apartment apt",
            "suite ste",
            "strasse str",
            "platz pltz",
            "calle c",
            "avenida avda",
            "paseo pso",
            "carrer carr",
            "piazza pza",
            "viale vle",
            "corso cso",
            "rue r",
            "chemin chem ch",
            "impasse imp",
            "faubourg fbg",
            "post pst",
            "saint snt"
        };
        for (String row : table) {
            String[] words = row.split(" ");
            for (int i = 1; i < words.length; i++) {
                WHOLE.putIfAbsent(words[i], words[0]);
            }
        }
    }

    @Override
    public Standard apply(String raw) {
        String text = Letters.words(raw.replace("\u00df", "ss"));
        StringBuilder out = new StringBuilder();
        for (String word : text.split(" ")) {
            String whole = WHOLE.getOrDefault(word, word);
            if (whole.equals(word) && word.length() > 5 && word.endsWith("str")) {
                whole = word + "asse";
            }
            out.append(out.isEmpty() ? "" : " ").append(whole);
        }
        return Rule.of(out.toString());
    }
}
