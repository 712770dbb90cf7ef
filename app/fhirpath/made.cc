#include "app/fhirpath/made.h"

#include "app/fhirpath/json_reader.h"
#include "app/fhirpath/value_text.h"

namespace fhirpath {

void MadeSource::children(NodeId node, const Name& name, Items& out) const {
  for (const MadeChild& child : nodes_[node].children)
    if (child.name == name.text || child.raw_name == name.text) out.push(child.item);
}

void MadeSource::children(NodeId node, Items& out) const {
  for (const MadeChild& child : nodes_[node].children) out.push(child.item);
}

void MadeSource::write_json(NodeId node, std::string& out) const {
  const MadeNode& made = nodes_[node];
  if (!made.value.is_none()) {
    write_item_json(made.value, out);
    return;
  }
  out += '{';
  bool first = true;
  const auto separate = [&] {
    if (!first) out += ',';
    first = false;
  };
  if (model_->is_resource(made.type)) {
    separate();
    out += "\"resourceType\":";
    append_json_string(out, model_->name(made.type));
  }
  for (size_t i = 0; i < made.children.size(); ++i) {
    const MadeChild& child = made.children[i];
    bool seen = false;
    for (size_t before = 0; before < i; ++before) seen |= made.children[before].raw_name == child.raw_name;
    if (seen) continue;
    const Element* element = model_->element(made.type, Name(child.name));
    const bool list = element != nullptr && element->many;
    separate();
    append_json_string(out, child.raw_name);
    out += list ? ":[" : ":";
    bool more = false;
    for (size_t j = i; j < made.children.size(); ++j) {
      if (made.children[j].raw_name != child.raw_name || (more && !list)) continue;
      if (more) out += ',';
      more = true;
      write_item_json(made.children[j].item, out);
    }
    if (list) out += ']';
  }
  out += '}';
}

}  // namespace fhirpath
