package io.karat.match;

import io.karat.model.AttributeType;
import java.util.HashMap;
import java.util.Map;

/**
 * Rough frequencies of values that are common everywhere, for data one knows nothing about. Names stand in the order of
 * their frequency in a mixed western population and are given the frequencies that Zipf and Mandelbrot's law predicts.
 */
public final class CommonValues {
    private CommonValues() {}

    private static final String GIVEN = """
            james mary john robert michael david william patricia jennifer linda elizabeth richard barbara joseph susan \
            thomas charles jessica sarah maria christopher daniel karen margaret nancy matthew anthony lisa mark betty \
            george dorothy paul sandra ashley donald steven andrew kenneth joshua kevin brian edward helen ronald \
            timothy donna carol ruth sharon michelle laura anna kimberly deborah jason jeffrey ryan jacob gary nicholas \
            eric jonathan stephen larry justin scott emily amanda melissa stephanie rebecca cynthia kathleen amy shirley \
            angela brenda pamela emma nicole samantha katherine christine virginia debra rachel catherine carolyn janet \
            frank raymond gregory samuel benjamin patrick jack dennis jerry alexander tyler jose henry douglas peter \
            adam nathan zachary walter kyle harold carl jeremy arthur gerald roger keith lawrence albert terry joe \
            martha frances ann alice jean julie heather teresa doris gloria evelyn cheryl mildred katie joan judith rose \
            janice kelly nicola judy christina theresa beverly denise tammy irene jane lori rachael marilyn andrea \
            kathryn louise sara anne jacqueline wanda bonnie julia ruby lois tina phyllis norma paula diana annie lillian \
            sean austin noah jesse bryan billy bruce jordan dylan alan ralph gabriel roy juan wayne eugene logan randy \
            louis russell vincent philip bobby johnny bradley fred ernest martin craig howard victor ian simon stuart \
            olivia sophia sophie charlotte grace chloe hannah lauren megan victoria lucy holly ella eleanor claire helene \
            oliver harry charlie luke liam ethan max leo oscar mohammed muhammad ali ahmed hussein omar fatima aisha \
            hans peter wolfgang klaus jurgen ursula monika petra sabine andreas stefan stephan michaela markus thorsten \
            birgit heike martina jean pierre michel andre philippe marie nathalie isabelle sylvie francois jacques \
            luis carlos antonio francisco manuel pedro miguel jorge carmen josefa isabel ana rosa pilar giuseppe mario \
            luigi francesco giovanni marco andrea jan piotr krzysztof tomasz katarzyna agnieszka barbara ewa wei li ming \
            hiroshi yuki raj sanjay priya deepak anil sunita olga elena natalia ivan sergei dmitri svetlana lars erik \
            anders johan karin ingrid jan pieter johannes willem cornelis""";

    private static final String FAMILY = """
            smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson \
            anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis \
            robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera \
            campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart \
            morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim \
            cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo \
            sanders patel myers long ross foster jimenez powell jenkins perry russell sullivan bell coleman butler \
            henderson barnes gonzales fisher vasquez simmons romero jordan patterson alexander hamilton graham reynolds \
            griffin wallace moreno west cole hayes bryant herrera gibson ellis tran medina aguilar stevens murray ford \
            castro marshall owens harrison fernandez mcdonald woods washington kennedy wells vargas henry chen freeman \
            webb tucker guzman burns crawford olson simpson porter hunter gordon mendez silva shaw snyder mason dixon \
            munoz hunt hicks holmes palmer wagner black robertson boyd rose stone salazar fox warren mills meyer rice \
            schmidt garza daniels ferguson nichols stephens soto weaver ryan gardner payne grant dunn kelley spencer \
            hawkins arnold pierce hansen peters santos hart bradley knight elliott cunningham duncan armstrong hudson \
            carroll lane riley andrews alvarado ray delgado berry perkins hoffman johnston matthews pena richards \
            contreras willis carpenter lawrence sandoval davies clarke jackson cooke lloyd khan ali ahmed hussain begum \
            muller mueller schneider fischer weber becker schulz koch bauer richter klein wolf schroder neumann schwarz \
            dubois durand leroy moreau simon laurent lefebvre michel rossi russo ferrari esposito bianchi romano nowak \
            kowalski wang li zhang liu yang huang singh kumar sharma gupta ivanov petrov sokolov jansen de vries bakker \
            visser johansson andersson karlsson nilsson eriksson larsen nielsen jensen hansen pedersen""";

    private static final String CITIES = """
            london new york los angeles chicago houston birmingham manchester glasgow leeds liverpool sheffield bristol \
            edinburgh berlin hamburg munich munchen cologne koln frankfurt paris marseille lyon madrid barcelona rome \
            roma milan milano vienna wien zurich amsterdam sydney melbourne brisbane perth toronto montreal \
            philadelphia phoenix dallas boston seattle denver detroit dublin mumbai delhi singapore tokyo""";

    private static final String STREETS = """
            main street|high street|church street|park road|station road|main road|church road|hauptstrasse|park avenue|\
            second street|first street|third street|washington street|oak street|park street|london road|victoria road|\
            bahnhofstrasse|dorfstrasse|kings road|queen street|king street|george street|victoria street|green lane""";

    private static final String COMPANY_WORDS = """
            international services group company solutions holdings systems consulting global technologies management \
            industries trading construction design media energy health capital partners software electric insurance \
            foods hotel restaurant school university bank center centre american national royal first united general \
            new north south east west city engineering transport logistics auto home store shop club association \
            foundation institute church county town department""";

    private static final String FUNCTION_WORDS = "and of the for in with to on by de la und der a an from at et";

    private static final String HALVES = "m f male female man woman mr mrs yes no true false y n active inactive";

    /** Probabilities of known values of the type, standard form; empty where all values are about equally rare. */
    public static Map<String, Double> of(AttributeType type) {
        Map<String, Double> known = new HashMap<>();
        switch (type) {
            case GIVEN_NAME -> ranked(known, GIVEN, 0.18, 10);
            case FAMILY_NAME -> ranked(known, FAMILY, 0.1, 9);
            case FULL_NAME -> {
                ranked(known, GIVEN, 0.18, 10);
                ranked(known, FAMILY, 0.1, 9);
            }
            case ORGANISATION_NAME, TEXT -> {
                ranked(known, FAMILY, 0.03, 9);
                each(known, COMPANY_WORDS.split(" "), 0.01);
                each(known, FUNCTION_WORDS.split(" "), 0.1);
            }
            case CITY -> {
                each(known, CITIES.split(" "), 0.015);
                each(known, new String[] {"new york", "los angeles"}, 0.02);
                known.put("london", 0.05);
            }
            case STREET -> each(known, STREETS.split("\\|"), 0.003);
            case CATEGORY -> each(known, HALVES.split(" "), 0.5);
            case DATE -> {
                for (int year = 1900; year <= 2030; year++) {
                    known.put(year + "-01-01", 0.0005);
                    known.put(year + "0101", 0.0005);
                }
            }
            case HOUSE_NUMBER -> {
                for (int number = 1; number <= 200; number++) {
                    known.put(Integer.toString(number), 0.1 / (number + 8));
                }
            }
            case EMAIL, PHONE, POSTCODE, COUNTRY, IDENTIFIER, URL, NUMBER, MONEY, YEAR -> {}
        }
        return known;
    }

    private static void ranked(Map<String, Double> into, String names, double scale, double shift) {
        int rank = 1;
        for (String name : names.split(" ")) {
            into.merge(name, scale / (rank++ + shift), Math::max);
        }
    }

    private static void each(Map<String, Double> into, String[] values, double probability) {
        for (String value : values) {
            into.merge(value, probability, Math::max);
        }
    }
}
