package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.IpamOwnerMismatchCheck.Mismatch;
import io.nodenet.audit.Reservations.Reserved;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * host-local has reserved the address of a live pod for the sandbox of that pod: Error,
 * IPAMConsistent=False.
 */
final class IpamOwnerMismatchCheck implements EachCheck<Mismatch> {

  /** A pod whose address is reserved for another sandbox. */
  record Mismatch(Attached attached, Reserved reserved) {}

  @Override
  public CheckName name() {
    return CheckName.IPAM_OWNER_MISMATCH;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths(Need.IPAM);
  }

  @Override
  public Stream<Mismatch> offenders(AuditedNode node) {
    Map<IPAddress, Attached> holders = node.reservations().holders();
    return node.reservations()
        .unmatched()
        .flatMap(reserved ->
            Stream.ofNullable(holders.get(reserved.address()))
                .map(attached -> new Mismatch(attached, reserved)))
        .filter(IpamOwnerMismatchCheck::isAnother);
  }

  private static boolean isAnother(Mismatch mismatch) {
    String reservedFor = mismatch.reserved().reservation().sandbox();
    String sandbox = mismatch.attached().veth().sandbox();
    return reservedFor != null && sandbox != null && !reservedFor.equals(sandbox);
  }

  @Override
  public Candidate candidate(AuditedNode node, Mismatch mismatch) {
    String pod = mismatch.attached().pod();
    String address = mismatch.reserved().address().toCanonicalString();
    Words words =
        new Words(
            "reserved for sandbox " + mismatch.attached().veth().sandbox(),
            "reserved for sandbox " + mismatch.reserved().reservation().sandbox(),
            "host-local has reserved "
                + address
                + ", the address of pod "
                + pod
                + ", for another sandbox: when that one goes, the address is given to the next pod as"
                + " well.",
            "`kubectl -n "
                + pod.replace("/", " delete pod ")
                + "`. If the other sandbox lives (`crictl pods --no-trunc`), both have this address:"
                + " see PodIpDuplicate. Usual cause: reservations were lost or restored from a backup,"
                + " and the address was given out again.");
    return Candidate.of(CheckName.IPAM_OWNER_MISMATCH, pod, words);
  }
}
