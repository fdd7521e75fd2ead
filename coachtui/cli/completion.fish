# What “coachtui completion fish” prints: put it into ~/.config/fish/completions/coachtui.fish.
function __coachtui_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l typed (string replace -r -- '^--[a-z-]+=' '' $words[-1])
    set -l before (string match -r -- '^--[a-z-]+=' $words[-1]; or echo)
    printf '%s\n' $words[2..] | coachtui completion fish --answer 2>/dev/null |
    while read -l -d \t kind value meaning
        switch $kind
            case file
                printf '%s\n' $before(__fish_complete_path $typed)
            case dir
                printf '%s\n' $before(__fish_complete_directories $typed)
            case plain
                printf '%s\t%s\n' $value $meaning
        end
    end
end
complete -c coachtui -f -a '(__coachtui_complete)'
