// SPDX-License-Identifier: Apache-2.0
// Items of a document that were named, each once, in the order of their ids.
// Refuses to follow what an item names in turn: whoever names it does.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace triage {

template <class Item>
class Gathered {
public:
    explicit Gathered(const std::vector<Item>& all) {
        for (const Item& item : all) by_id_.emplace(item.id.value, Entry{&item, false});
    }
    // The item, the first time that it is named; null later, and where nothing has the name.
    const Item* name(const std::string& id) {
        const auto it = by_id_.find(id);
        if (it == by_id_.end() || it->second.named) return nullptr;
        it->second.named = true;
        return it->second.item;
    }
    [[nodiscard]] std::vector<const Item*> named() const {
        std::vector<const Item*> out;
        for (const auto& [id, entry] : by_id_)
            if (entry.named) out.push_back(entry.item);
        return out;
    }

private:
    struct Entry {
        const Item* item;
        bool named;
    };
    std::map<std::string_view, Entry> by_id_;
};

}  // namespace triage
