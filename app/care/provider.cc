#include "app/care/provider.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"

namespace care {

namespace {

constexpr auto kProviderFields = [](auto& f, auto& provider) {
  f.atom("head/name", provider.name);
  f.atom("head/kind", provider.kind);
  f.atom("head/cqc-location", provider.cqc_location);
  f.atom("head/phone", provider.phone);
  f.atom("head/email", provider.email);
  f.atom("head/address", provider.address);
  f.atom("head/town", provider.town);
  f.atom("head/postcode", provider.postcode);
  f.codes("head/services", provider.services);
  f.number("head/pence", provider.pence_per_unit);
  f.number("head/places", provider.places);
};

}  // namespace

Provider provider_from(const record::Record& from) { return read_thing<Provider>(from, kProviderFields); }
std::vector<record::Edit> to_edits(const Provider& made) { return write_thing(made, kProviderRecord, kProviderFields); }
std::vector<record::Edit> to_edits(const Provider& before, const Provider& after) { return change_thing(before, after, kProviderRecord, kProviderFields); }

}  // namespace care
