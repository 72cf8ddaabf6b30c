package io.github.keycloakassume.core;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The columns that a change log means for text of any script: those with a type like {@code ${assume.text}(255)}. Read
 * from the file, because Liquibase no longer knows it.
 */
record TextColumns(Set<String> names) {

    private static final Pattern TEXT = Pattern.compile("\\$\\{[a-z.]*text}.*");

    TextColumns {
        names = Set.copyOf(names);
    }

    /** Those of a file on the class path and all that it includes. */
    static TextColumns of(String file) {
        Set<String> names = new HashSet<>();
        collect(file, names);
        return new TextColumns(names);
    }

    boolean contains(String table, String column) {
        return names.contains(name(table, column));
    }

    private static void collect(String file, Set<String> names) {
        Document document = parse(file);
        NodeList includes = document.getElementsByTagName("include");
        for (int i = 0; i < includes.getLength(); i++) {
            collect(((Element) includes.item(i)).getAttribute("file"), names);
        }
        NodeList columns = document.getElementsByTagName("column");
        for (int i = 0; i < columns.getLength(); i++) {
            Element column = (Element) columns.item(i);
            if (TEXT.matcher(column.getAttribute("type")).matches()) {
                Element change = (Element) column.getParentNode();
                names.add(name(change.getAttribute("tableName"), column.getAttribute("name")));
            }
        }
    }

    private static String name(String table, String column) {
        return (table + "." + column).toUpperCase(Locale.ROOT);
    }

    private static Document parse(String file) {
        try (InputStream in = Objects.requireNonNull(
                Thread.currentThread().getContextClassLoader().getResourceAsStream(file), file)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        }
    }
}
