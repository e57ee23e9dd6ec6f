package io.nodenet.agent.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nodenet.agent.rtnetlink.Family;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code nft -j list ruleset}, read item by item, since a node with many Services has
 * megabytes of it. Kept are chains and rules with a verdict that matters.
 */
final class NftRuleset {

  /**
   * A chain.
   *
   * @param hook null for one that only others call
   */
  record Chain(
      String family, String table, String name, @Nullable String hook, boolean policyDrop) {}

  private static final int SCHEMA_VERSION = 1;
  private static final int MAX_RULES = 100_000;
  private static final Set<String> KINDS = Set.of("metainfo", "chain", "rule");
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100).build())
                  .build())
          .build();

  private final Family family;
  private final Map<String, Chain> chains = new LinkedHashMap<>();
  private final Map<String, List<NftRule>> rules = new LinkedHashMap<>();
  private int count;

  private NftRuleset(Family family) {
    this.family = family;
  }

  /**
   * Both families, of one output.
   *
   * @throws IOException when it is not such output, with a reason for people
   */
  static List<NftRuleset> read(InputStream output) throws IOException {
    List<NftRuleset> both = List.of(new NftRuleset(Family.INET), new NftRuleset(Family.INET6));
    boolean versionSeen = false;
    try (JsonParser parser = MAPPER.getFactory().createParser(output)) {
      if (parser.nextToken() != JsonToken.START_OBJECT
          || !"nftables".equals(parser.nextFieldName())
          || parser.nextToken() != JsonToken.START_ARRAY) {
        throw unknown();
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        String kind = parser.nextFieldName();
        parser.nextToken();
        // Sets and maps have an element for each end point of a Service.
        if (kind == null || !KINDS.contains(kind)) {
          parser.skipChildren();
          parser.nextToken();
          continue;
        }
        JsonNode item = MAPPER.createObjectNode().set(kind, MAPPER.readTree(parser));
        parser.nextToken();
        versionSeen |= item.path("metainfo").path("json_schema_version").asInt() == SCHEMA_VERSION;
        if (!versionSeen) {
          throw unknown();
        }
        for (NftRuleset one : both) {
          one.add(item);
        }
      }
      if (parser.currentToken() != JsonToken.END_ARRAY
          || parser.nextToken() != JsonToken.END_OBJECT) {
        throw unknown();
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw unknown();
    }
    return both;
  }

  private static IOException unknown() {
    return new FileSystemException("nft", null, "output that is not of JSON schema version 1");
  }

  private void add(JsonNode item) throws IOException {
    JsonNode chain = item.path("chain");
    JsonNode rule = item.path("rule");
    if (chain.isObject() && isOurs(chain)) {
      String key = key(chain, "name");
      chains.put(
          key,
          new Chain(
              chain.path("family").asText(),
              chain.path("table").asText(),
              chain.path("name").asText(),
              JsonFiles.text(chain, "hook"),
              chain.path("policy").asText().equals("drop")));
    } else if (rule.isObject() && isOurs(rule)) {
      NftRule decoded = NftRuleDecoder.decode(family, rule.path("expr"));
      count++;
      if (count > MAX_RULES) {
        throw new FileSystemException("nft", null, "more than " + MAX_RULES + " rules");
      }
      if (decoded.verdict() != NftRule.Verdict.CONTINUE && !decoded.special().never()) {
        rules.computeIfAbsent(key(rule, "chain"), k -> new ArrayList<>()).add(decoded);
      }
    }
  }

  private boolean isOurs(JsonNode object) {
    String of = object.path("family").asText();
    return of.equals("inet") || of.equals(family == Family.INET ? "ip" : "ip6");
  }

  private static String key(JsonNode object, String nameField) {
    return key(
        object.path("family").asText(),
        object.path("table").asText(),
        object.path(nameField).asText());
  }

  private static String key(String family, String table, String name) {
    return family + " " + table + " " + name;
  }

  Family family() {
    return family;
  }

  boolean hasRules() {
    return count > 0;
  }

  /** Base chains at that hook, in the order of the output. */
  List<Chain> at(String hook) {
    return chains.values().stream().filter(chain -> hook.equals(chain.hook())).toList();
  }

  List<NftRule> rules(Chain chain) {
    return rules.getOrDefault(key(chain.family(), chain.table(), chain.name()), List.of());
  }

  /** A chain of the same table; null for one that is not there. */
  @Nullable Chain called(Chain by, @Nullable String name) {
    return name == null ? null : chains.get(key(by.family(), by.table(), name));
  }
}
