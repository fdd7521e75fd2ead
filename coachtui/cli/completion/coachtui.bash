# Completion for coachtui in bash 4.4 or newer. In ~/.bashrc: eval "$(coachtui completion bash)"
_coachtui() {
    local kind value meaning
    COMPREPLY=()
    while IFS=$'\t' read -r kind value meaning; do
        case $kind in
            file) compopt -o default ;;
            dir) compopt -o dirnames ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(printf '%s\n' "${COMP_WORDS[@]:1:COMP_CWORD}" | "$1" completion words 2>/dev/null)
}
complete -o nosort -F _coachtui coachtui
