package io.nodenet.audit.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nodenet.audit.NodeFacts.Vtep;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads flannel's annotation backend-data, such as {@code {"VNI":1,"VtepMAC":"66:00:00:00:00:01"}}.
 *
 * <p>Whoever may write to a Node may write anything here: what is no such object, or has other
 * values than these, is an absent fact.
 */
final class FlannelVtep {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
  private static final int LONGEST = 1024;
  private static final int MAX_VNI = 0xffffff;

  private FlannelVtep() {}

  static @Nullable Vtep read(@Nullable String annotation) {
    if (annotation == null || annotation.length() > LONGEST) {
      return null;
    }
    try {
      return of(JSON.readTree(annotation));
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static @Nullable Vtep of(@Nullable JsonNode data) {
    if (data == null || !data.isObject()) {
      return null;
    }
    JsonNode number = data.path("VNI");
    boolean valid = number.canConvertToInt() && number.asInt() >= 0 && number.asInt() <= MAX_VNI;
    String text = data.path("VtepMAC").asText().toLowerCase(Locale.ROOT);
    Vtep vtep = new Vtep(valid ? number.asInt() : null, MAC.matcher(text).matches() ? text : null);
    return vtep.vni() == null && vtep.mac() == null ? null : vtep;
  }
}
