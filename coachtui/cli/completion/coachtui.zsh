#compdef coachtui
# Completion for coachtui in zsh. In ~/.zshrc, after compinit: eval "$(coachtui completion zsh)"
_coachtui() {
    local kind value meaning
    local -a found
    while IFS=$'\t' read -r kind value meaning; do
        case $kind in
            file) _files ;;
            dir) _files -/ ;;
            plain) found+=("${value//:/\\:}:$meaning") ;;
        esac
    done < <(printf '%s\n' "${(@Q)words[2,CURRENT]}" | "${(Q)words[1]}" completion words 2>/dev/null)
    (( $#found )) && _describe -V 'coachtui' found
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _coachtui "$@"
else
    compdef _coachtui coachtui
fi
