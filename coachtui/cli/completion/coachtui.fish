# Completion for coachtui in fish.
# Once: coachtui completion fish > ~/.config/fish/completions/coachtui.fish
function __coachtui_words
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    printf '%s\n' $words "$current" | $program completion words 2>/dev/null |
        while read -l -d \t kind value meaning
            switch $kind
                case file
                    __fish_complete_path "$current"
                case dir
                    __fish_complete_directories "$current"
                case plain
                    printf '%s\t%s\n' $value $meaning
            end
        end
end
complete -c coachtui -f -a '(__coachtui_words)'
