// What FHIR adds: extensions, values, references, terminology at hand, narrative checks. Source: hl7.org/fhir/R4/fhirpath.html, "Additional
// functions".
#include "app/fhirpath/html_checks.h"
#include "app/fhirpath/run.h"

namespace fhirpath {

bool Run::fn_Extension(const Expr& call, const Scope& scope, size_t mark) {
  Item url;
  if (!text_argument(call, 0, scope, url)) return false;
  if (url.is_none()) return give(mark, url);
  step_into(mark, names::kExtension);
  size_t kept = mark;
  for (size_t i = mark, end = size(); i < end; ++i) {
    const Item extension = stack_[i];
    const Item its_url = child_value(extension, names::kUrl);
    if (its_url.kind() == Kind::String && its_url.text() == url.text()) stack_[kept++] = extension;
  }
  stack_.truncate(kept);
  return true;
}

bool Run::fn_HasValue(const Expr&, const Scope&, size_t mark) {
  if (size() - mark != 1) return give(mark, Item::boolean(false));
  const Item item = stack_[mark];
  const Item value = item.is_node() ? item.source().value(item.node()) : item;
  return give(mark, Item::boolean(!value.is_none() && value.kind() != Kind::Quantity));
}

bool Run::fn_GetValue(const Expr&, const Scope&, size_t mark) {
  if (size() - mark != 1) return give(mark, Item());
  const Item item = stack_[mark];
  const Item value = item.is_node() ? item.source().value(item.node()) : item;
  return give(mark, value.kind() == Kind::Quantity ? Item() : value);
}

// '#id' among the contained resources; otherwise the bundle's entries, by fullUrl or Type/id; then whoever the caller asks.
Item Run::resolve_reference(const Item& from, std::string_view reference) {
  if (reference.empty()) return {};
  const Item top = from.is_node() ? find_resource(from, true) : (context_.focus.empty() ? Item() : find_resource(context_.focus[0], true));
  const size_t mark = size();
  Item found;
  if (reference.starts_with('#')) {
    const std::string_view id = reference.substr(1);
    for (Item holder = from.is_node() ? find_resource(from, false) : top; holder.is_node() && found.is_none();
         holder = holder.source().parent(holder.node())) {
      if (id.empty()) return find_resource(holder, true);
      holder.source().children(holder.node(), names::kContained, stack_);
      for (size_t i = mark; i < size(); ++i) {
        const Item item = stack_[i];
        const Item its_id = child_value(item, names::kId);
        if (its_id.kind() == Kind::String && its_id.text() == id) found = item;
      }
      stack_.truncate(mark);
    }
    return found;
  }
  if (top.is_node()) {
    push_children(top, names::kEntry);
    for (size_t i = mark; i < size() && found.is_none(); ++i) {
      const Item entry = stack_[i];
      const Item url = child_value(entry, names::kFullUrl), resource = child(entry, names::kResource);
      if (url.kind() == Kind::String &&
          (url.text() == reference || (url.text().size() > reference.size() && url.text().ends_with(reference) &&
                                       url.text()[url.text().size() - reference.size() - 1] == '/')))
        found = resource;
      if (!found.is_none() || !resource.is_node()) continue;
      const Item type = child_value(resource, names::kResourceType), id = child_value(resource, names::kId);
      if (type.kind() == Kind::String && id.kind() == Kind::String && reference == std::string(type.text()) + '/' + std::string(id.text()))
        found = resource;
    }
    stack_.truncate(mark);
  }
  if (found.is_none() && context_.references != nullptr) found = context_.references->find(reference);
  return found;
}

bool Run::fn_Resolve(const Expr&, const Scope&, size_t mark) {
  size_t kept = mark;
  for (size_t i = mark, end = size(); i < end; ++i) {
    const Item item = stack_[i];
    Item text = item.is_node() ? child_value(item, names::kReference) : Item();
    if (text.is_none()) text = value_of(item);
    if (failed_) return false;
    const Item found = text.kind() == Kind::String ? resolve_reference(item, text.text()) : Item();
    if (!found.is_none()) stack_[kept++] = found;
  }
  stack_.truncate(kept);
  return true;
}

std::optional<bool> Run::is_member(const Item& item, std::string_view value_set) {
  const Item value = value_of(item);
  if (value.kind() == Kind::String) return context_.value_sets->contains(value_set, {}, value.text());
  const Item code = child_value(item, names::kCode), system = child_value(item, names::kSystem);
  if (code.kind() == Kind::String)
    return context_.value_sets->contains(value_set, system.kind() == Kind::String ? system.text() : std::string_view(), code.text());
  const size_t mark = size();
  push_children(item, names::kCoding);
  std::optional<bool> any;
  for (size_t i = mark; i < size() && any != true; ++i) any = is_member(Item(stack_[i]), value_set);
  stack_.truncate(mark);
  return any;
}

bool Run::fn_MemberOf(const Expr& call, const Scope& scope, size_t mark) {
  Item url;
  if (!text_argument(call, 0, scope, url)) return false;
  if (size() - mark != 1 || url.is_none() || context_.value_sets == nullptr) return give(mark, Item());
  const std::optional<bool> member = is_member(Item(stack_[mark]), url.text());
  return !failed_ && give(mark, member ? Item::boolean(*member) : Item());
}

bool Run::fn_ConformsTo(const Expr& call, const Scope& scope, size_t mark) {
  Item url;
  if (size() - mark > 1) return too_many(call, size() - mark);
  if (!text_argument(call, 0, scope, url)) return false;
  if (size() == mark || url.is_none()) return give(mark, Item());
  constexpr std::string_view base = "http://hl7.org/fhir/StructureDefinition/";
  const TypeId type = url.text().starts_with(base) ? model_.find("FHIR", url.text().substr(base.size())) : kNoType;
  if (type == kNoType) return fail(call, ErrorKind::Execution, "the profile is not known here; only FHIR's own types are");
  return give(mark, Item::boolean(model_.is(type_of(Item(stack_[mark])), type)));
}

bool Run::fn_HtmlChecks(const Expr&, const Scope&, size_t mark) {
  if (size() == mark) return true;
  bool good = true;
  for (size_t i = mark; i < size(); ++i) {
    const Item value = value_of(stack_[i]);
    good &= value.kind() == Kind::String && is_safe_narrative(value.text());
  }
  return give(mark, Item::boolean(good));
}
bool Run::fn_HtmlChecksOld(const Expr& call, const Scope& scope, size_t mark) { return fn_HtmlChecks(call, scope, mark); }

// Without a terminology server a code is known to subsume itself only.
bool Run::fn_Subsumes(const Expr& call, const Scope& scope, size_t mark) {
  const size_t middle = size();
  if (!run_inner(*call.arguments[0], scope)) return false;
  if (middle == mark || size() == middle) return give(mark, Item());
  if (middle - mark > 1 || size() - middle > 1) return too_many(call, std::max(middle - mark, size() - middle));
  const Item a = stack_[mark], b = stack_[middle];
  const auto text = [this](const Item& item, const Name& name) {
    const Item value = child_value(item, name);
    return value.kind() == Kind::String ? value.text() : std::string_view();
  };
  const bool same = !text(a, names::kCode).empty() && text(a, names::kCode) == text(b, names::kCode) &&
                    text(a, names::kSystem) == text(b, names::kSystem);
  if (same || equivalent(a, b)) return give(mark, Item::boolean(true));
  return fail(call, ErrorKind::Execution, "subsumption needs a terminology server");
}
bool Run::fn_SubsumedBy(const Expr& call, const Scope& scope, size_t mark) { return fn_Subsumes(call, scope, mark); }

// No profiles are at hand: no definition is found.
bool Run::fn_ElementDefinition(const Expr&, const Scope&, size_t mark) { return give(mark, Item()); }
bool Run::fn_Slice(const Expr& call, const Scope&, size_t) {
  return fail(call, ErrorKind::Execution, "slices need a profile, and none is at hand");
}

bool Run::fn_CheckModifiers(const Expr& call, const Scope& scope, size_t mark) {
  std::vector<Item> allowed(call.argument_count);
  for (uint8_t i = 0; i < call.argument_count; ++i)
    if (!text_argument(call, i, scope, allowed[i])) return false;
  for (size_t i = mark, end = size(); i < end; ++i) {
    const size_t from = size();
    push_children(Item(stack_[i]), names::kModifierExtension);
    for (size_t j = from; j < size(); ++j) {
      const Item url = child_value(Item(stack_[j]), names::kUrl);
      bool known = false;
      for (const Item& one_allowed : allowed)
        known |= one_allowed.kind() == Kind::String && url.kind() == Kind::String && one_allowed.text() == url.text();
      if (!known) return fail(call, ErrorKind::Execution, "there is a modifier extension that is not allowed");
    }
    stack_.truncate(from);
  }
  return true;
}

bool Run::fn_Trace(const Expr& call, const Scope& scope, size_t mark) {
  Item name;
  const size_t end = size();
  if (!text_argument(call, 0, scope, name)) return false;
  if (call.argument_count > 1)
    for (size_t i = mark; i < end; ++i)
      if (!run_inner(*call.arguments[1], within(scope, {i, i + 1}, int64_t(i - mark)))) return false;
  if (context_.trace != nullptr && name.kind() == Kind::String) {
    const size_t from = call.argument_count > 1 ? end : mark;
    context_.trace->trace(name.text(), std::span<const Item>(stack_.begin() + from, size() - from));
  }
  stack_.truncate(end);
  return true;
}

bool Run::fn_DefineVariable(const Expr& call, const Scope& scope, size_t mark) {
  Item name;
  const size_t end = size();
  if (!text_argument(call, 0, scope, name)) return false;
  if (name.kind() != Kind::String) return fail(call, ErrorKind::Execution, "a variable needs a name");
  const size_t from = size();
  bool taken = built_in(name.text());
  stack_.truncate(from);
  for (const Evaluator::State::Defined& defined : state_.defined) taken |= defined.name == name.text();
  if (taken) return fail(call, ErrorKind::Execution, "the variable %" + std::string(name.text()) + " is already there");
  if (call.argument_count > 1) {
    if (!run_inner(*call.arguments[1], within(scope, {mark, end}, scope.index))) return false;
    state_.defined.push_back({name.text(), std::vector<Item>(stack_.begin() + end, stack_.end())});
    stack_.truncate(end);
  } else {
    state_.defined.push_back({name.text(), std::vector<Item>(stack_.begin() + mark, stack_.begin() + end)});
  }
  return true;
}

}  // namespace fhirpath
